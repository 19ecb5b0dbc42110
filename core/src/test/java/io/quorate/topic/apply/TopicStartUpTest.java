// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import static io.quorate.cluster.Clusters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.time.ManualTime;
import io.quorate.topic.Mode;
import io.quorate.topic.TopicChanges;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import io.quorate.topic.TopicReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicStartUpTest {
    private final Deque<StepResult.Outcome> outcomes = new ArrayDeque<>();

    @ParameterizedTest
    @EnumSource(
            value = StepResult.Outcome.class,
            names = {"UNREACHABLE", "NOT_USABLE_YET", "REFUSED_STALE"})
    void triesAgainWhatAnotherLookMayFindOtherwise(StepResult.Outcome first) {
        outcomes.add(first);
        outcomes.add(StepResult.Outcome.DONE);

        assertThat(start().results()).extracting(StepResult::outcome).containsExactly(StepResult.Outcome.DONE);
        assertThat(outcomes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = StepResult.Outcome.class,
            names = {"DENIED", "REFUSED_BY_BROKER"})
    void doesNotTryAgainWhatWouldEndTheSame(StepResult.Outcome first) {
        outcomes.add(first);
        outcomes.add(StepResult.Outcome.DONE);

        assertThat(start().results()).extracting(StepResult::outcome).containsExactly(first);
        assertThat(outcomes).hasSize(1);
    }

    private ReconcileResult start() {
        ManualTime time = ManualTime.startingAt(NOW);
        try (TopicStartUp startUp = TopicStartUp.start(
                this::attempt, Mode.CREATE_MISSING, StartUpPolicy.waitUpTo(Duration.ofMinutes(1)), time)) {
            return startUp.result().orElseThrow();
        }
    }

    private ReconcileResult attempt() {
        TopicPolicies policies = TopicPolicies.builder()
                .topic(TopicPolicy.named("orders")
                        .partitions(1)
                        .replicationFactor(1)
                        .build())
                .build();
        TopicReport report = policies.validate(ClusterState.builder("c", NOW)
                .topics(Observed.present(Map.of()))
                .topicConfigs(Observed.present(Map.of()))
                .build());
        TopicChanges changes = report.plan(Mode.CREATE_MISSING, Set.of());
        StepResult result = new StepResult(changes.steps().get(0), outcomes.remove(), "");
        return new ReconcileResult(report, changes, List.of(result), report);
    }
}
