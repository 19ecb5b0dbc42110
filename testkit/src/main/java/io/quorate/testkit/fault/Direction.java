// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

/**
 * Who opens the connections that a fault is for. A connection with one dead direction carries nothing at all, as TCP waits
 * for acknowledgements: so what can fail in one direction alone is that one side reaches the other.
 */
public enum Direction {
    /** Those that the node opens to others: it cannot fetch, but can be fetched from. */
    OUTGOING,
    /** Those that others open to the node: it cannot be fetched from, but can fetch. */
    INCOMING,
    /** All of them. */
    BOTH
}
