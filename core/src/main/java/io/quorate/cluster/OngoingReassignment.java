// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that is being reassigned right now.
 *
 * @param partition which
 * @param replicas all replicas it has while it is reassigned, old and new, in order
 * @param adding the replicas that are new
 * @param removing the replicas that will go
 */
public record OngoingReassignment(
        TopicPartition partition, List<Integer> replicas, List<Integer> adding, List<Integer> removing) {
    /**
     * Copies the lists.
     *
     * @param partition which
     * @param replicas all replicas it has while it is reassigned
     * @param adding the replicas that are new
     * @param removing the replicas that will go
     */
    public OngoingReassignment {
        replicas = List.copyOf(replicas);
        adding = List.copyOf(adding);
        removing = List.copyOf(removing);
    }

    /**
     * Returns where the reassignment leads.
     *
     * @return the replicas that will be left, in order
     */
    public List<Integer> target() {
        List<Integer> target = new ArrayList<>(replicas);
        target.removeAll(removing);
        return List.copyOf(target);
    }
}
