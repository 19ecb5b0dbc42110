// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with a request before anything is placed: all of it, not only the first. */
final class RequestCheck {
    private final ReplicaMap cluster;
    private final ReassignmentRequest request;
    private final List<PlanProblem> problems = new ArrayList<>();

    private RequestCheck(ReplicaMap cluster, ReassignmentRequest request) {
        this.cluster = cluster;
        this.request = request;
    }

    static List<PlanProblem> of(ReplicaMap cluster, ReassignmentRequest request) {
        RequestCheck check = new RequestCheck(cluster, request);
        check.known(request.excluded(), "is excluded");
        check.known(request.capacities().keySet(), "has a capacity");
        check.goal();
        check.newBrokers();
        return List.copyOf(check.problems);
    }

    private void goal() {
        ReassignmentGoal goal = request.goal();
        if (goal instanceof ReassignmentGoal.AddBrokers add) {
            add.brokers().stream().sorted().forEach(this::receives);
        } else if (goal instanceof ReassignmentGoal.Decommission decommission) {
            known(decommission.brokers(), "is to be decommissioned");
        } else if (goal instanceof ReassignmentGoal.EvacuateLeadership evacuate) {
            known(evacuate.brokers(), "is to give its leadership away");
        } else if (goal instanceof ReassignmentGoal.ReplaceBroker replace) {
            known(Set.of(replace.broker()), "is to be replaced");
            receives(replace.replacement());
        } else if (goal instanceof ReassignmentGoal.ChangeReplicationFactor change) {
            factors(change);
        }
    }

    private void known(Collection<Integer> brokers, String role) {
        for (int broker : new TreeSet<>(brokers)) {
            if (cluster.brokerIndex(broker) < 0) {
                unusable(
                        broker,
                        "it " + role + ", and the cluster has no such broker. Name one of its "
                                + cluster.brokers().size() + " brokers.");
            }
        }
    }

    private void receives(int broker) {
        int index = cluster.brokerIndex(broker);
        if (index < 0) {
            unusable(broker, "it shall receive replicas, and is not registered. Start it and let it join first.");
            return;
        }
        PlacementBroker.Status status = cluster.brokers().get(index).status();
        if (status == PlacementBroker.Status.OFFLINE) {
            unusable(broker, "it shall receive replicas, and is offline. Start it first.");
        } else if (status == PlacementBroker.Status.NOT_RECEIVING) {
            unusable(broker, "it shall receive replicas, and takes none. Uncordon its log dirs first.");
        } else if (request.excluded().contains(broker)) {
            unusable(broker, "it shall receive replicas, and is excluded. Drop one of the two.");
        }
    }

    private void newBrokers() {
        if (request.movement() == MovementPolicy.NEW_BROKERS_ONLY
                && BrokerRoles.arriving(cluster, request.goal()).isEmpty()) {
            problems.add(new PlanProblem.NoRoom(
                    -1,
                    "replicas may move onto new brokers only, and there is no broker without replicas."
                            + " Add brokers, or ask for FORCED_ONLY or FULL_BALANCE."));
        }
    }

    private void factors(ReassignmentGoal.ChangeReplicationFactor change) {
        Set<String> unknown = new TreeSet<>(change.byTopic().keySet());
        for (ReplicaMap.Topic topic : cluster.topics()) {
            unknown.remove(topic.name());
            int wanted = request.inScope(topic.name()) ? change.factorOf(topic.name()) : 0;
            if (wanted > 0 && wanted < topic.minInSyncReplicas()) {
                problems.add(new PlanProblem.BelowMinIsr(topic.name(), wanted, topic.minInSyncReplicas()));
            }
        }
        for (String topic : unknown) {
            problems.add(new PlanProblem.UnknownPartition(
                    topic, "it shall get another replication factor, and the cluster has no such topic."));
        }
    }

    private void unusable(int broker, String reason) {
        problems.add(new PlanProblem.UnusableBroker(broker, reason));
    }
}
