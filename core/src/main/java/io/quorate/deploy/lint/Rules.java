// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

/** Some rules about one matter. */
interface Rules {
    void check(Manifests found, Findings findings);
}
