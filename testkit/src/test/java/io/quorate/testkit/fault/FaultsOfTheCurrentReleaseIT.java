// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

class FaultsOfTheCurrentReleaseIT extends FaultContract {
    FaultsOfTheCurrentReleaseIT() {
        super("4.3.1");
    }
}
