// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/**
 * A replica that goes from one log dir of its broker to another (KIP-113).
 *
 * @param topic the topic's name
 * @param partition the partition's number
 * @param broker the broker's node id
 * @param logDir the path of the log dir that it shall be in
 */
public record LogDirMove(String topic, int partition, int broker, String logDir) {
    @Override
    public String toString() {
        return topic + "-" + partition + " on " + broker + " to " + logDir;
    }
}
