// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/** How the voters of the metadata quorum are known. */
public enum Quorum {
    /** By {@code controller.quorum.voters}, the same on every node; voters never change. */
    STATIC,
    /** By the metadata log itself (KIP-853, Kafka 3.9 and later); voters can be added and removed. */
    DYNAMIC
}
