// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class RestartSafetyProperties {
    private static final int NODES = 5;
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    @Property(tries = 2000)
    void safeMeansThatNothingIsLostWithoutTheNodes(
            @ForAll("clusters") ClusterState state, @ForAll("nodeSets") Set<Integer> nodes) {
        boolean safe = RestartSafety.check(state, nodes).isSafe();
        Statistics.label("safe").collect(safe).coverage(cover -> {
            cover.check(true).percentage(share -> share >= 5);
            cover.check(false).percentage(share -> share >= 5);
        });
        if (!safe) {
            return;
        }

        // Counted anew, without Topic.without and without FailureImpact.
        for (Topic topic : state.topics().value().orElseThrow().values()) {
            int minIsr = state.minInSyncReplicas(topic.name()).orElseThrow();
            for (Partition partition : topic.partitions()) {
                if (partition.replicas().stream().anyMatch(nodes::contains)) {
                    Set<Integer> left = new HashSet<>(partition.isr());
                    left.removeAll(nodes);
                    assertThat(left).as("%s of %s", partition, topic).isNotEmpty();
                    assertThat(left)
                            .hasSizeGreaterThanOrEqualTo(
                                    Math.min(minIsr, partition.replicas().size()));
                    assertThat(partition.leader()).isNotEqualTo(Partition.NO_LEADER);
                }
            }
        }
        MetadataQuorum quorum = state.quorum().value().orElseThrow();
        assertThat(quorum.voters())
                .filteredOn(voter -> !nodes.contains(voter.nodeId()) && quorum.isCaughtUp(voter, TOLERANCE))
                .hasSizeGreaterThan(quorum.voters().size() / 2);
    }

    @Property(tries = 500)
    void aGapNeverGivesSafe(
            @ForAll("clusters") ClusterState state,
            @ForAll("nodeSets") Set<Integer> nodes,
            @ForAll("holes") UnaryOperator<ClusterState> hole) {
        assertThat(RestartSafety.check(hole.apply(state), nodes).isSafe()).isFalse();
    }

    // About one random sample in six gets past the assumptions, and jqwik's own limit is one in seven.
    @Property(tries = 2000, maxDiscardRatio = 10)
    void aSubsetOfASafeSetIsSafe(
            @ForAll("clusters") ClusterState state,
            @ForAll("nodeSets") Set<Integer> nodes,
            @ForAll("nodeSets") Set<Integer> others) {
        Assume.that(RestartSafety.check(state, nodes).isSafe());
        Set<Integer> subset = new HashSet<>(nodes);
        subset.removeAll(others);
        Assume.that(!subset.isEmpty());

        assertThat(RestartSafety.check(state, subset)).isEqualTo(new Verdict.Safe());
    }

    @Property(tries = 500)
    void theSameStateGivesTheSameVerdict(
            @ForAll("clusters") ClusterState state, @ForAll("nodeSets") Set<Integer> nodes) {
        assertThat(RestartSafety.check(state.toBuilder().build(), Set.copyOf(nodes)))
                .isEqualTo(RestartSafety.check(state, nodes));
    }

    @Provide
    Arbitrary<Set<Integer>> nodeSets() {
        return Arbitraries.integers().between(1, NODES).set().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<UnaryOperator<ClusterState>> holes() {
        return Arbitraries.of(
                state -> state.toBuilder()
                        .topics(Observed.unavailable(Clusters.gap("topics")))
                        .build(),
                state -> state.toBuilder()
                        .topics(Observed.of(state.topics().value().orElseThrow(), List.of(Clusters.gap("topic x"))))
                        .build(),
                state -> state.toBuilder()
                        .topicConfigs(Observed.unavailable(Clusters.gap("configs")))
                        .build(),
                state -> state.toBuilder()
                        .topicConfigs(Observed.of(
                                state.topicConfigs().value().orElseThrow(), List.of(Clusters.gap("configs of x"))))
                        .build(),
                state -> state.toBuilder()
                        .quorum(Observed.unavailable(Clusters.gap("quorum")))
                        .build());
    }

    /** Mostly healthy clusters, so that both verdicts occur. */
    @Provide
    Arbitrary<ClusterState> clusters() {
        return Arbitraries.randoms().map(RestartSafetyProperties::cluster);
    }

    private static ClusterState cluster(Random random) {
        Map<String, ConfigSet> configs = new HashMap<>();
        Topic[] topics = new Topic[random.nextInt(4)];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = topic("topic-" + i, random);
            configs.put(topics[i].name(), Clusters.minIsr(1 + random.nextInt(3)));
        }
        QuorumReplica[] voters = new QuorumReplica[random.nextBoolean() ? 3 : 5];
        for (int i = 0; i < voters.length; i++) {
            voters[i] = random.nextInt(8) == 0
                    ? Clusters.silentVoter(i + 1)
                    : Clusters.voter(i + 1, Duration.ofMillis(random.nextInt(6500)));
        }
        return ClusterState.builder("cluster", Clusters.NOW)
                .brokers(Clusters.brokers(NODES))
                .quorum(Observed.present(Clusters.quorum(voters)))
                .topics(Clusters.topics(topics))
                .topicConfigs(Observed.present(configs))
                .build();
    }

    private static Topic topic(String name, Random random) {
        Partition[] partitions = new Partition[1 + random.nextInt(3)];
        for (int index = 0; index < partitions.length; index++) {
            List<Integer> nodes = new ArrayList<>(List.of(1, 2, 3, 4, 5));
            java.util.Collections.shuffle(nodes, random);
            List<Integer> replicas = nodes.subList(0, Math.min(NODES, 1 + random.nextInt(5)));
            List<Integer> isr =
                    replicas.stream().filter(replica -> random.nextInt(6) > 0).toList();
            partitions[index] = Clusters.partition(index, replicas, isr);
            if (random.nextInt(20) == 0) {
                partitions[index] = partitions[index].toBuilder()
                        .leader(Partition.NO_LEADER)
                        .build();
            }
        }
        return Clusters.topic(name, partitions);
    }
}
