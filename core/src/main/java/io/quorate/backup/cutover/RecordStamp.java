// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import java.time.Instant;

/**
 * What tells a record from others without its contents: two clusters may have it at different offsets.
 *
 * @param offset where it is in its log
 * @param timestamp its timestamp; of the broker's clock where {@code message.timestamp.type=LogAppendTime}
 * @param checksum of its key and value
 */
public record RecordStamp(long offset, Instant timestamp, long checksum) {
    boolean isCopyOf(RecordStamp other) {
        return checksum == other.checksum && timestamp.equals(other.timestamp);
    }

    String describe() {
        return "offset " + offset + " of " + timestamp;
    }
}
