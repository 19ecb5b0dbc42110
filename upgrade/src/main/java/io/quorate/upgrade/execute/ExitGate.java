// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterObservationException;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.SafetyLevel;
import io.quorate.upgrade.version.Era;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The look right after a stop, when the node is down and nothing is replaced yet. Between the last look before and the end of
 * the process another node may have died, and what both held together is offline now. The way out that is known to work is
 * to start the node as it was.
 *
 * <p>A partition that is offline counts only if a node of the wave was in its ISR and it had a leader before. Nobody is asked
 * where the policy allows the loss, or where nobody is left to ask.
 */
final class ExitGate {
    /** No election among controllers that are alive takes that long. */
    private static final Duration ELECTION = Duration.ofSeconds(30);

    /** Every second between looks is one more without the node. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final int SHOWN = 5;

    private final RunContext context;
    private final Optional<ClusterState> before;
    private final Set<Integer> wave;

    private ExitGate(RunContext context, Optional<ClusterState> before, Set<Integer> wave) {
        this.context = context;
        this.before = before;
        this.wave = wave;
    }

    /** For nodes that were down before the run looked: there is nothing to compare with. */
    static ExitGate open(RunContext context) {
        return new ExitGate(context, Optional.empty(), Set.of());
    }

    /** For nodes that are stopped together, after a last look. */
    static ExitGate of(RunContext context, ClusterState before, Set<Integer> wave) {
        return new ExitGate(context, Optional.of(before), Set.copyOf(wave));
    }

    /** What the stop of this node took away, seen in several looks; a sentence, or nothing. */
    Optional<String> lost(int nodeId) {
        if (before.isEmpty() || !isAskable()) {
            return Optional.empty();
        }
        long begun = context.time().nanos();
        Set<String> offline = new TreeSet<>();
        int agreed = 0;
        while (true) {
            Optional<String> unseen = Optional.empty();
            try {
                ClusterState now = context.gateway().observe();
                Set<String> seen = offline(now, nodeId);
                if (agreed == 0) {
                    offline.addAll(seen);
                } else {
                    offline.retainAll(seen);
                }
                unseen = lostQuorum(now, nodeId);
            } catch (ClusterObservationException e) {
                unseen = Optional.of(
                        "the cluster cannot be seen any more: " + e.gap().describe());
            }
            agreed++;
            if (unseen.isEmpty() && offline.isEmpty()) {
                return Optional.empty();
            }
            boolean isSure = agreed >= context.settings().pace().looks();
            if (isSure && !offline.isEmpty()) {
                return Optional.of(offline.size() + " partitions have no leader any more: "
                        + offline.stream().limit(SHOWN).toList());
            }
            if (isSure && context.time().nanos() - begun > ELECTION.toNanos()) {
                return unseen;
            }
            context.control().sleep(POLL);
        }
    }

    private boolean isAskable() {
        RestartPolicy policy = context.plan().request().policy();
        Set<Integer> left =
                new TreeSet<>(before.map(ClusterState::onlineBrokers).orElse(Set.of()));
        left.removeAll(wave);
        return policy.level() != SafetyLevel.NONE && !left.isEmpty();
    }

    private Set<String> offline(ClusterState now, int nodeId) {
        Set<String> offline = new TreeSet<>();
        RestartPolicy policy = context.plan().request().policy();
        if (!policy.level().demands(SafetyLevel.HEALTHY_PARTITIONS_STAY_HEALTHY)) {
            return offline;
        }
        for (Topic topic : now.topics().orElse(Map.of()).values()) {
            Optional<Topic> earlier = before.flatMap(state -> state.topic(topic.name()))
                    .filter(same -> same.id().equals(topic.id()));
            if (earlier.isEmpty() || policy.interruptibleTopics().contains(topic.name())) {
                continue;
            }
            for (int index = 0;
                    index < Math.min(topic.partitionCount(), earlier.get().partitionCount());
                    index++) {
                if (topic.leader(index) < 0
                        && earlier.get().leader(index) >= 0
                        && earlier.get().isInSync(index, nodeId)) {
                    offline.add(topic.topicPartition(index).toString());
                }
            }
        }
        return offline;
    }

    private Optional<String> lostQuorum(ClusterState now, int nodeId) {
        boolean isVoter = before.flatMap(state -> state.quorum().value())
                .map(quorum -> quorum.isVoter(nodeId))
                .orElse(false);
        if (!isVoter
                || context.plan().era() != Era.KRAFT
                || context.plan().request().policy().quorumRule() == RestartPolicy.QuorumRule.MAY_BE_LOST) {
            return Optional.empty();
        }
        boolean isLed = now.quorum()
                .value()
                .map(MetadataQuorum::leadership)
                .map(leadership -> leadership.leaderId() >= 0 && !wave.contains(leadership.leaderId()))
                .orElse(false);
        return isLed
                ? Optional.empty()
                : Optional.of("the quorum has no leader any more"
                        + now.quorum().gaps().stream()
                                .map(Gap::describe)
                                .findFirst()
                                .map(why -> ": " + why)
                                .orElse(""));
    }
}
