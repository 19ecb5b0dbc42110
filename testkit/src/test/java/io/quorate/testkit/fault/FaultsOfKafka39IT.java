// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

class FaultsOfKafka39IT extends FaultContract {
    FaultsOfKafka39IT() {
        super("3.9.2");
    }
}
