// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The reassignments that go on, by partition. */
final class Ongoing {
    private final Map<TopicPartition, OngoingReassignment> byPartition = new HashMap<>();

    private Ongoing() {}

    static Ongoing in(ClusterState state) {
        Ongoing ongoing = new Ongoing();
        state.reassignments().orElse(List.of()).forEach(found -> ongoing.byPartition.put(found.partition(), found));
        return ongoing;
    }

    Optional<OngoingReassignment> of(TopicPartition partition) {
        return Optional.ofNullable(byPartition.get(partition));
    }

    Collection<OngoingReassignment> all() {
        return byPartition.values();
    }
}
