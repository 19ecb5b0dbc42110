// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

/** How groups get their commits back. An offset alone means nothing in another topic, even one of the same name. */
public enum OffsetRestore {
    /** Exactly, where cluster id and topic id are those of the backup; refused elsewhere. Topics have ids since Kafka 2.8. */
    EXACT,
    /**
     * Exactly where that is right; elsewhere at the first record that is not older than the one that the group would have read
     * next. Records may be read again, none is skipped, if the target has the same records in the same order.
     */
    BY_TIMESTAMP
}
