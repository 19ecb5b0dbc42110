// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

/**
 * Where the log of a partition began and ended.
 *
 * @param start the first offset that was kept
 * @param end the offset that the next record would get
 */
public record LogRange(long start, long end) {
    /**
     * Tells whether a group can go on at an offset.
     *
     * @param offset the next offset to read
     * @return {@code true} if it is in the log, or just after its last record
     */
    public boolean contains(long offset) {
        return start <= offset && offset <= end;
    }
}
