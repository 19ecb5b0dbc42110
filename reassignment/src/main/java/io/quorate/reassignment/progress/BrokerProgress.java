// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

/**
 * How far the copies to and from one broker have come.
 *
 * @param broker its node id
 * @param bytesIn what it has received
 * @param bytesInTotal what it shall receive
 * @param bytesOut what it has sent as the leader of partitions
 * @param bytesOutTotal what it shall send
 */
public record BrokerProgress(int broker, long bytesIn, long bytesInTotal, long bytesOut, long bytesOutTotal) {
    /**
     * Returns the share that is done.
     *
     * @return 0 to 1, of what comes in and goes out
     */
    public double fraction() {
        long total = bytesInTotal + bytesOutTotal;
        return total == 0 ? 1 : Math.min(1.0, (double) (bytesIn + bytesOut) / total);
    }
}
