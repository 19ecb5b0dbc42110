// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/** What is between a listener and those who connect to it. */
enum Wiring {
    /** Nothing. */
    DIRECT,
    /** A proxy of this JVM. */
    PROXIED
}
