// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.execute.PartitionModel.Rules;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentPhase;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What people are told while a run goes on is what happens. */
class ProgressTest {
    private final Rig rig = new Rig();
    private final List<ReassignmentProgress> told = new ArrayList<>();
    private final List<ReassignmentPhase> phases = new ArrayList<>();

    ProgressTest() {
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.Advanced advanced) {
                told.add(advanced.progress());
            } else if (event instanceof ReassignmentEvent.PhaseChanged changed) {
                phases.add(changed.phase());
            }
        });
    }

    @Test
    void saysHowLongItWillTakeWhenItKnows() {
        ControllerModel cluster = wide(40);
        cluster.copying(2);
        ReassignmentResult result = run(cluster, 40);

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        Instant end = told.get(told.size() - 1).at();
        List<ReassignmentProgress> known =
                told.stream().filter(progress -> progress.eta().isPresent()).toList();
        assertThat(known).hasSizeGreaterThan(told.size() / 2);
        for (ReassignmentProgress progress : known) {
            Duration left = Duration.between(progress.at(), end);
            assertThat(progress.eta().orElseThrow())
                    .as("%s, and it took %s more", progress.describe(), left)
                    .isBetween(
                            left.dividedBy(3).minusSeconds(3),
                            left.multipliedBy(3).plusSeconds(3));
        }
    }

    @Test
    void saysNothingOfTheTimeThatIsLeftWhenNothingIs() {
        ReassignmentResult result = run(wide(4), 4);

        assertThat(result.progress().eta()).isEmpty();
        assertThat(result.progress().phase()).isEqualTo(ReassignmentPhase.ENDED);
        assertThat(result.progress().fraction()).isEqualTo(1);
        assertThat(result.progress().copied().bytes())
                .isEqualTo(result.progress().copied().bytesTotal());
    }

    @Test
    void countsWhatIsNeverCopiedForNothingLeftToCopy() {
        ControllerModel cluster = wide(4).topic("gone", 1, List.of(List.of(1, 2), List.of(2, 3)));
        Map<TopicPartition, List<Integer>> targets = targets(4);
        targets.put(new TopicPartition("gone", 0), List.of(1, 5));
        targets.put(new TopicPartition("gone", 1), List.of(2, 5));
        var plan = Plans.of(cluster, targets);
        cluster.delete("gone");

        ReassignmentResult result = rig.run(cluster, plan);

        assertThat(result.progress().count(MoveState.SKIPPED_DELETED)).isEqualTo(2);
        assertThat(result.progress().copied().bytesTotal()).isEqualTo(400);
        assertThat(result.progress().copied().bytes()).isEqualTo(400);
    }

    @Test
    void countsForNoBrokerThatIsGoneWhatGoesElsewhere() {
        ControllerModel cluster = wide(4);
        boolean[] killed = {false};
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.Advanced advanced
                    && advanced.progress().count(MoveState.IN_FLIGHT) > 0
                    && !killed[0]) {
                killed[0] = true;
                cluster.kill(4);
            }
        });

        ReassignmentResult result = run(cluster, 4);

        assertThat(result.outcome()).isEqualTo(ReassignmentResult.Outcome.COMPLETED);
        assertThat(result.progress().copied().bytesTotal()).isEqualTo(400);
        assertThat(result.progress().brokers()).noneMatch(broker -> broker.bytesIn() < broker.bytesInTotal());
    }

    @Test
    void isInTheCarefulPhaseAsLongAsSingleReplicasMoveAndNoLonger() {
        ControllerModel cluster = new ControllerModel(Rules.FROM_4_3, 1, 2, 3, 4)
                .topic("wide", 1, List.of(List.of(1, 2), List.of(1), List.of(2)));
        cluster.copying(5);
        Map<TopicPartition, List<Integer>> targets = new HashMap<>();
        targets.put(new TopicPartition("wide", 0), List.of(1, 3));
        targets.put(new TopicPartition("wide", 1), List.of(3));
        targets.put(new TopicPartition("wide", 2), List.of(4));

        ReassignmentResult result = rig.run(cluster, Plans.of(cluster, targets));

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(phases.stream().filter(phase -> phase.name().startsWith("MOVING")))
                .startsWith(ReassignmentPhase.MOVING, ReassignmentPhase.MOVING_SINGLE_REPLICAS)
                .doesNotHaveDuplicates();
        assertThat(result.progress().phase()).isEqualTo(ReassignmentPhase.ENDED);
    }

    private ReassignmentResult run(ControllerModel cluster, int partitions) {
        return rig.with(builder -> builder.limits(AdmissionLimits.builder()
                        .replicasIntoBroker(5)
                        .replicasOutOfBroker(5)
                        .build()))
                .run(cluster, Plans.of(cluster, targets(partitions)));
    }

    private static Map<TopicPartition, List<Integer>> targets(int partitions) {
        Map<TopicPartition, List<Integer>> targets = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            targets.put(new TopicPartition("wide", i), List.of(1 + i % 3, 4));
        }
        return targets;
    }

    private static ControllerModel wide(int partitions) {
        List<List<Integer>> replicas = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            replicas.add(List.of(1 + i % 3, 1 + (i + 1) % 3));
        }
        return new ControllerModel(Rules.FROM_4_3, 1, 2, 3, 4, 5).topic("wide", 1, replicas);
    }
}
