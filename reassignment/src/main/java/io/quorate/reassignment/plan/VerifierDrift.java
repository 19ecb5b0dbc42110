// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** Where the cluster is no longer what a plan was made from. */
final class VerifierDrift {
    private final ReassignmentPlan plan;
    private final ReplicaMap state;
    private final VerifierNotes drift = new VerifierNotes();
    private final Map<String, ReplicaMap.Topic> topics = new HashMap<>();

    private VerifierDrift(ReassignmentPlan plan, ReplicaMap state) {
        this.plan = plan;
        this.state = state;
        state.topics().forEach(topic -> topics.put(topic.name(), topic));
    }

    static List<String> of(ReassignmentPlan plan, ReplicaMap state) {
        if (plan.before() == state) {
            return List.of();
        }
        VerifierDrift drift = new VerifierDrift(plan, state);
        drift.topics();
        drift.receivers();
        return drift.drift.all();
    }

    private void topics() {
        for (ReplicaMap.Topic was : plan.before().topics()) {
            ReplicaMap.Topic is = topics.remove(was.name());
            if (is == null) {
                drift.add("Topic " + was.name() + " is gone.");
            } else if (!was.id().equals(is.id())
                    && !was.id().equals(Uuid.ZERO_UUID)
                    && !is.id().equals(Uuid.ZERO_UUID)) {
                drift.add("Topic " + was.name() + " was deleted and created again: its id is " + is.id() + ", not "
                        + was.id() + ".");
            } else {
                partitions(was, is);
            }
        }
        topics.keySet().stream().sorted().forEach(name -> drift.add("Topic " + name + " is new."));
    }

    private void partitions(ReplicaMap.Topic was, ReplicaMap.Topic is) {
        if (was.partitionCount() != is.partitionCount()) {
            drift.add("Topic " + was.name() + " has " + is.partitionCount() + " partitions, not " + was.partitionCount()
                    + ".");
        }
        for (int number = 0; number < Math.min(was.partitionCount(), is.partitionCount()); number++) {
            List<Integer> now = state.replicas(is.firstPartition() + number);
            List<Integer> before = plan.before().replicas(was.firstPartition() + number);
            if (!now.equals(before)) {
                boolean done = now.equals(plan.after().replicas(was.firstPartition() + number));
                drift.add(was.name() + "-" + number + " has the replicas " + now
                        + (done ? ", as the plan wants them." : ", not " + before + "."));
            }
        }
    }

    private void receivers() {
        Set<Integer> receivers = new HashSet<>();
        plan.moves().forEach(move -> receivers.addAll(move.adding()));
        receivers.stream().sorted().forEach(node -> {
            int index = state.brokerIndex(node);
            if (index < 0 || state.brokers().get(index).status() != PlacementBroker.Status.AVAILABLE) {
                drift.add("Broker " + node + " shall receive replicas, and is "
                        + (index < 0 ? "not there" : state.brokers().get(index).status()) + ".");
            }
        });
    }
}
