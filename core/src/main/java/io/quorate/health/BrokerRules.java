// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges who is there. */
final class BrokerRules {
    private final ClusterState state;
    private final HealthPolicy policy;
    private final Roster roster;
    private final Set<Integer> holders;

    /** {@code holders} are the brokers that hold a replica, registered or not. */
    BrokerRules(ClusterState state, HealthPolicy policy, Roster roster, Set<Integer> holders) {
        this.state = state;
        this.policy = policy;
        this.roster = roster;
        this.holders = holders;
    }

    List<HealthFinding> check(Map<Integer, Instant> fencedSince) {
        List<HealthFinding> findings = new ArrayList<>();
        List<Integer> stale = stale(fencedSince);
        List<BrokerFinding.Missing> missing = new ArrayList<>();
        for (int nodeId : wanted()) {
            if (!roster.isOnline(nodeId) && !stale.contains(nodeId)) {
                missing.add(new BrokerFinding.Missing(
                        nodeId,
                        roster.indexOf(nodeId) >= 0
                                ? BrokerFinding.Absence.FENCED
                                : BrokerFinding.Absence.NOT_REGISTERED));
            }
        }
        if (!missing.isEmpty()) {
            findings.add(new BrokerFinding.BrokersMissing(missing, policy.toleratedBrokers()));
        }
        if (!stale.isEmpty()) {
            findings.add(new BrokerFinding.StaleRegistrations(stale, policy.staleRegistrationAfter()));
        }
        Map<Integer, Duration> silent = roster.silent();
        if (!silent.isEmpty()) {
            findings.add(
                    new BrokerFinding.BrokersSilent(List.copyOf(silent.keySet()), Collections.max(silent.values())));
        }
        return findings;
    }

    /** Everybody who should be online. */
    private Set<Integer> wanted() {
        Set<Integer> wanted = new TreeSet<>(holders);
        if (state.brokers().value().isEmpty()) {
            return Set.of();
        }
        policy.expectedBrokers().ifPresentOrElse(wanted::addAll, () -> state.brokers()
                .orElse(List.of())
                .forEach(broker -> wanted.add(broker.nodeId())));
        return wanted;
    }

    /** Fenced for long, nobody wants them, and it is known that no replica is on them. */
    private List<Integer> stale(Map<Integer, Instant> fencedSince) {
        return state.brokers().orElse(List.of()).stream()
                .filter(Broker::fenced)
                .map(Broker::nodeId)
                .filter(nodeId -> state.topics().isComplete() && !holders.contains(nodeId))
                .filter(nodeId -> !isDeclared(nodeId))
                .filter(nodeId -> HealthMemory.lasting(fencedSince, nodeId, state.observedAt())
                                .compareTo(policy.staleRegistrationAfter())
                        >= 0)
                .toList();
    }

    private boolean isDeclared(int nodeId) {
        return policy.expectedBrokers().filter(all -> all.contains(nodeId)).isPresent();
    }
}
