// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

/**
 * How many records went which way.
 *
 * @param sent numbered and given to a producer
 * @param acknowledged acknowledged by the broker and, for a transaction, its commit too
 * @param aborted part of a transaction for which a commit was never asked
 * @param unacknowledged failed, never answered, or with their commit in doubt: they may be in the log or not
 * @param read offsets that the group has read, each counted once
 * @param redelivered offsets read again with the same content, as happens when the group rebalances
 * @param foreign whole records of another workload
 * @param unverified acknowledged and not read, in partitions that the group did not read to their end: perhaps lost
 */
public record RecordCounts(
        long sent,
        long acknowledged,
        long aborted,
        long unacknowledged,
        long read,
        long redelivered,
        long foreign,
        long unverified) {
    static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0, 0, 0, 0, 0);

    RecordCounts plus(RecordCounts other) {
        return new RecordCounts(
                sent + other.sent,
                acknowledged + other.acknowledged,
                aborted + other.aborted,
                unacknowledged + other.unacknowledged,
                read + other.read,
                redelivered + other.redelivered,
                foreign + other.foreign,
                unverified + other.unverified);
    }
}
