// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * What is needed to create a topic again, and to tell later whether it is still the same one.
 *
 * @param id the topic's id
 * @param replicas the replicas of each partition, the preferred leader first
 */
public record TopicBackup(Uuid id, List<List<Integer>> replicas) {
    /**
     * Copies the lists.
     *
     * @param id the topic's id
     * @param replicas the replicas of each partition
     */
    public TopicBackup {
        replicas = replicas.stream().<List<Integer>>map(List::copyOf).toList();
    }
}
