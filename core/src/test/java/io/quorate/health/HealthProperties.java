// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any cluster. */
class HealthProperties {
    private static final List<Integer> REPLICAS = List.of(1, 2, 3);

    @Property(tries = 300)
    void aHealthyClusterHasNoPartitionThatLacksAnything(@ForAll("topics") Topic topic) {
        ClusterHealth health = Seen.check(Seen.with(topic));

        boolean whole = topic.partitions().stream()
                .allMatch(partition -> !partition.isOffline() && !partition.isUnderReplicated());
        boolean works = topic.partitions().stream()
                .allMatch(partition -> !partition.isOffline() && !partition.isUnderMinIsr(2));
        assertThat(health.status() == HealthStatus.HEALTHY).isEqualTo(whole);
        assertThat(health.status() == HealthStatus.CRITICAL).isEqualTo(!works);
    }

    @Property(tries = 300)
    void whatLacksSomethingIsInExactlyTheFindingsThatSaySo(@ForAll("topics") Topic topic) {
        ClusterHealth health = Seen.check(Seen.with(topic));

        for (Partition partition : topic.partitions()) {
            var name = topic.topicPartition(partition.index());
            assertThat(health.finding(PartitionFinding.Offline.class)
                            .filter(found -> found.partitions().contains(name)))
                    .matches(found -> found.isPresent() == partition.isOffline());
            assertThat(health.finding(PartitionFinding.UnderReplicated.class)
                            .filter(found -> found.partitions().contains(name)))
                    .matches(found -> found.isPresent() == (!partition.isOffline() && partition.isUnderReplicated()));
        }
    }

    @Property(tries = 100)
    void eachPartitionWithoutLeaderIsBroughtBackByJustOneOfTheBrokersToStart(@ForAll("topics") Topic topic) {
        ClusterHealth health = Seen.check(Seen.with(topic));

        int offline = Math.toIntExact(
                topic.partitions().stream().filter(Partition::isOffline).count());
        int broughtBack = health.finding(PartitionFinding.Offline.class).stream()
                .flatMap(found -> found.startFirst().stream())
                .mapToInt(StartFirst::partitions)
                .sum();
        assertThat(broughtBack).isEqualTo(offline);
    }

    @Property(tries = 300)
    void aClusterThatWasNotSeenCompletelyIsNotHealthy(
            @ForAll HealthSection hidden, @ForAll Gap.Kind kind, @ForAll("topics") Topic topic) {
        ClusterState state = hide(Seen.with(topic), hidden, new Gap(hidden.words(), kind, "no answer"));

        ClusterHealth health = Seen.check(state);

        boolean harmless = kind == Gap.Kind.UNSUPPORTED
                && hidden != HealthSection.QUORUM
                && hidden != HealthSection.TOPICS
                && hidden != HealthSection.TOPIC_CONFIGS;
        if (!harmless) {
            assertThat(health.status()).isNotEqualTo(HealthStatus.HEALTHY);
        }
        assertThat(health.findings()).as("said in any case").isNotEmpty();
        assertThat(health.isStale()).isEqualTo(hidden == HealthSection.QUORUM && kind != Gap.Kind.UNSUPPORTED);
    }

    @Property(tries = 100)
    void theVerdictIsTheWorstOfItsFindingsAndItsTextIsBounded(
            @ForAll("topics") Topic topic, @ForAll @IntRange(min = 0, max = 3) int fenced) {
        Integer[] gone = IntStream.rangeClosed(1, fenced).boxed().toArray(Integer[]::new);

        ClusterHealth health = Seen.check(Seen.with(topic).toBuilder().brokers(Seen.fenced(3, gone)));

        assertThat(health.findings()).allMatch(finding -> finding.status().compareTo(health.status()) <= 0);
        assertThat(health.findingIds()).doesNotHaveDuplicates();
        assertThat(health.describe()).hasSizeLessThan(6000);
    }

    private static ClusterState hide(ClusterState state, HealthSection section, Gap gap) {
        ClusterState.Builder builder = state.toBuilder();
        switch (section) {
            case BROKERS -> builder.brokers(Observed.unavailable(gap));
            case QUORUM -> builder.quorum(Observed.unavailable(gap));
            case FEATURES -> builder.features(Observed.unavailable(gap));
            case TOPICS -> builder.topics(Observed.unavailable(gap));
            case TOPIC_CONFIGS -> builder.topicConfigs(Observed.unavailable(gap));
            case BROKER_CONFIGS -> builder.brokerConfigs(Observed.of(Map.of(), List.of(gap)));
            case CLUSTER_DEFAULTS -> builder.clusterDefaults(Observed.unavailable(gap));
            case REASSIGNMENTS -> builder.reassignments(Observed.unavailable(gap));
            case LOG_DIRS -> builder.logDirs(Observed.of(Map.of(), List.of(gap)));
        }
        return builder.build();
    }

    @Provide
    Arbitrary<Topic> topics() {
        Arbitrary<List<Integer>> isr =
                Arbitraries.of(REPLICAS).set().ofMaxSize(3).map(List::copyOf);
        Arbitrary<List<Integer>> elr =
                Arbitraries.of(REPLICAS).set().ofMaxSize(2).map(List::copyOf);
        Arbitrary<Partition> partition = Combinators.combine(isr, elr, elr)
                .as((inSync, eligible, last) -> Partition.builder(0)
                        .replicas(REPLICAS)
                        .isr(inSync)
                        .elr(eligible)
                        .lastKnownElr(last)
                        .leader(inSync.isEmpty() ? Partition.NO_LEADER : 1)
                        .build());
        return partition.list().ofMinSize(1).ofMaxSize(8).map(HealthProperties::topic);
    }

    private static Topic topic(List<Partition> partitions) {
        Topic.Builder topic = Topic.builder("orders");
        for (int index = 0; index < partitions.size(); index++) {
            Partition drawn = partitions.get(index);
            topic.partition(Partition.builder(index)
                    .replicas(drawn.replicas())
                    .isr(drawn.isr())
                    .elr(drawn.elr())
                    .lastKnownElr(drawn.lastKnownElr())
                    .leader(drawn.leader())
                    .build());
        }
        return topic.build();
    }
}
