// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static io.quorate.cluster.Clusters.topics;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class KeptSectionsTest {
    private static final Set<Section> CONFIGS = EnumSet.of(Section.TOPIC_CONFIGS);
    private static final Gap SILENT =
            new Gap(Gap.topicConfigsSubject("orders"), Gap.Kind.UNREACHABLE, "TimeoutException");
    private static final Gap DENIED =
            new Gap(Gap.topicConfigsSubject("orders"), Gap.Kind.DENIED, "TopicAuthorizationException");

    private final KeptSections kept = new KeptSections(Duration.ofMinutes(5), Duration.ofMinutes(1));

    @Test
    void whatDidNotAnswerIsDueAgainAtOnceAndWhatIsDeniedLater() {
        kept.keep(state(Observed.of(Map.of(), List.of(SILENT))), CONFIGS);
        assertThat(kept.due(NOW.plusSeconds(10))).contains(Section.TOPIC_CONFIGS);

        kept.keep(state(Observed.unavailable(DENIED)), CONFIGS);
        assertThat(kept.due(NOW.plusSeconds(10))).doesNotContain(Section.TOPIC_CONFIGS);
        assertThat(kept.due(NOW.plusSeconds(300))).contains(Section.TOPIC_CONFIGS);
    }

    @Test
    void aDeniedTopicIsNotNewForEver() {
        ClusterState read = state(Observed.of(Map.of(), List.of(DENIED)));
        kept.keep(read, CONFIGS);

        assertThat(kept.newTopics(read)).isEmpty();
    }

    @Test
    void aTopicThatWasMadeAgainIsNew() {
        kept.keep(state(Observed.present(Map.of("orders", Clusters.minIsr(2)))), CONFIGS);
        Topic again = Topic.builder("orders")
                .id(new Uuid(1, 2))
                .partition(partition(0, List.of(1), List.of(1)))
                .build();

        assertThat(kept.newTopics(
                        ClusterState.builder("c", NOW).topics(topics(again)).build()))
                .containsExactly("orders");
    }

    @Test
    void aNewTopicThatDoesNotAnswerLeavesOneGapHoweverOftenItIsAsked() {
        kept.keep(state(Observed.present(Map.of())), CONFIGS);
        ClusterState read = state(Observed.present(Map.of()));
        for (int look = 0; look < 3; look++) {
            kept.addTopicConfigs(read, Set.of("orders"), Observed.of(Map.of(), List.of(SILENT)));
        }
        assertThat(kept.complete(read, NOW).topicConfigs().gaps()).containsExactly(SILENT);
        assertThat(kept.newTopics(read)).containsExactly("orders");

        kept.addTopicConfigs(read, Set.of("orders"), Observed.present(Map.of("orders", Clusters.minIsr(2))));

        assertThat(kept.complete(read, NOW).topicConfigs().isComplete()).isTrue();
        assertThat(kept.newTopics(read)).isEmpty();
    }

    @Test
    void aReadingThatFailedKeepsTheOneBeforeWithItsAge() {
        kept.keep(state(Observed.present(Map.of("orders", Clusters.minIsr(2)))), CONFIGS);
        ClusterState later = ClusterState.builder("c", NOW.plusSeconds(300))
                .topics(topics(topic("orders", partition(0, List.of(1), List.of(1)))))
                .topicConfigs(Observed.unavailable(SILENT))
                .build();
        kept.keep(later, CONFIGS);

        assertThat(kept.newTopics(later)).isEmpty();
        assertThat(kept.complete(later, NOW.plusSeconds(300)).minInSyncReplicas("orders"))
                .hasValue(2);
        assertThat(kept.readAt(NOW.plusSeconds(300))).isEqualTo(Map.of(Section.TOPIC_CONFIGS, NOW));
        assertThat(kept.complete(later, NOW.plusSeconds(901)).topicConfigs()).isEqualTo(Observed.unavailable(SILENT));
    }

    private static ClusterState state(Observed<Map<String, ConfigSet>> configs) {
        return ClusterState.builder("c", NOW)
                .brokers(Clusters.brokers(1))
                .topics(topics(topic("orders", partition(0, List.of(1), List.of(1)))))
                .topicConfigs(configs)
                .build();
    }
}
