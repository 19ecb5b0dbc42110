// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResetDecisionTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final SeenForReset.Range TEN_TO_HUNDRED = new SeenForReset.Range(10, 100);
    private static final SeenForReset.Standing EMPTY =
            new SeenForReset.Standing(GroupType.CLASSIC, GroupState.EMPTY, 0);

    @ParameterizedTest(name = "{0} from 40 in a log of 10 to 100 is {1}: skips {2}, reads {3} again")
    @MethodSource
    void everyTargetIsAnOffsetAndShowsWhatItCosts(ResetTarget target, long to, long skipped, long again) {
        ResetPlan plan = ResetDecision.of(request(target), seen(EMPTY, 40L, 60L));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.from()).hasValue(40);
            assertThat(change.to()).isEqualTo(to);
            assertThat(change.skipped()).isEqualTo(skipped);
            assertThat(change.readAgain()).isEqualTo(again);
        });
        assertThat(plan.describe()).contains("40 -> " + to).contains("in all: skips " + skipped + ", reads " + again);
    }

    static Stream<Arguments> everyTargetIsAnOffsetAndShowsWhatItCosts() {
        return Stream.of(
                arguments(new ResetTarget.Earliest(), 10, 0, 30),
                arguments(new ResetTarget.Latest(), 100, 60, 0),
                arguments(new ResetTarget.Current(), 40, 0, 0),
                arguments(new ResetTarget.Offset(50), 50, 10, 0),
                arguments(new ResetTarget.Shift(-5), 35, 0, 5),
                arguments(new ResetTarget.Shift(5), 45, 5, 0),
                arguments(new ResetTarget.Timestamp(Instant.EPOCH), 60, 20, 0),
                arguments(new ResetTarget.Ago(Duration.ofDays(1)), 60, 20, 0),
                arguments(
                        ResetTarget.fromBackup(Map.of(ORDERS, new CommittedOffset(20, Optional.empty(), ""))),
                        20,
                        0,
                        20));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void whatCannotBeMeantIsRefusedOrClamped(ResetTarget target, ResetProblem.Kind kind, long clamped) {
        ResetRequest clamp = ResetRequest.builder("billing", target)
                .outOfRange(ResetRequest.OutOfRange.CLAMP)
                .build();

        assertThat(kinds(ResetDecision.of(request(target), seen(EMPTY, 40L, -1L))))
                .containsExactly(kind);
        assertThat(ResetDecision.of(clamp, seen(EMPTY, 40L, -1L)).changes())
                .singleElement()
                .extracting(OffsetChange::to)
                .isEqualTo(clamped);
    }

    static Stream<Arguments> whatCannotBeMeantIsRefusedOrClamped() {
        return Stream.of(
                arguments(new ResetTarget.Offset(9), ResetProblem.Kind.OUT_OF_RANGE, 10),
                arguments(new ResetTarget.Offset(101), ResetProblem.Kind.OUT_OF_RANGE, 100),
                arguments(new ResetTarget.Shift(-31), ResetProblem.Kind.OUT_OF_RANGE, 10),
                arguments(new ResetTarget.Shift(Long.MAX_VALUE), ResetProblem.Kind.OUT_OF_RANGE, 100),
                arguments(new ResetTarget.Timestamp(Instant.MAX), ResetProblem.Kind.AFTER_LAST_RECORD, 100));
    }

    @Test
    void aGroupThatMustNotBeTouchedIsRefused() {
        ResetTarget earliest = new ResetTarget.Earliest();
        assertThat(kinds(ResetDecision.of(
                        request(earliest),
                        seen(new SeenForReset.Standing(GroupType.CONSUMER, GroupState.STABLE, 2), 40L, 60L))))
                .containsExactly(ResetProblem.Kind.GROUP_NOT_EMPTY);
        for (GroupType type : List.of(GroupType.SHARE, GroupType.STREAMS)) {
            assertThat(kinds(ResetDecision.of(
                            request(earliest), seen(new SeenForReset.Standing(type, GroupState.EMPTY, 0), 40L, 60L))))
                    .containsExactly(ResetProblem.Kind.WRONG_TYPE);
        }
    }

    @Test
    void aGroupThatIsNotThereIsMadeOnlyIfAskedFor() {
        SeenForReset seen = new SeenForReset(
                Observed.present(Optional.empty()),
                Observed.present(Map.of()),
                Map.of(ORDERS, Observed.present(TEN_TO_HUNDRED)),
                Map.of());
        ResetRequest create = ResetRequest.builder("billing", new ResetTarget.Earliest())
                .createGroup()
                .build();

        assertThat(kinds(ResetDecision.of(request(new ResetTarget.Earliest()), seen)))
                .containsExactly(ResetProblem.Kind.GROUP_MISSING);
        assertThat(ResetDecision.of(create, seen).problems()).isEmpty();
        assertThat(ResetDecision.of(create, seen).describe()).contains("no commit -> 10");
    }

    @Test
    void aPartitionWithoutACommitCannotBeShifted() {
        SeenForReset seen = seen(EMPTY, null, 60L);

        assertThat(kinds(ResetDecision.of(request(new ResetTarget.Shift(1)), seen)))
                .containsExactly(ResetProblem.Kind.NO_COMMIT);
        assertThat(kinds(ResetDecision.of(request(new ResetTarget.Current()), seen)))
                .containsExactly(ResetProblem.Kind.NO_COMMIT);
        assertThat(kinds(ResetDecision.of(request(ResetTarget.fromBackup(Map.of())), seen)))
                .containsExactly(ResetProblem.Kind.NO_COMMIT);
    }

    @Test
    void whatCouldNotBeReadIsRefusedAllAtOnce() {
        SeenForReset blind = new SeenForReset(
                Observed.unavailable(Clusters.gap("group")),
                Observed.unavailable(Clusters.gap("commits")),
                Map.of(),
                Map.of());
        SeenForReset noLog = new SeenForReset(
                Observed.present(Optional.of(EMPTY)),
                Observed.present(Map.of(ORDERS, 40L)),
                Map.of(ORDERS, Observed.unavailable(Clusters.gap("log"))),
                Map.of());
        SeenForReset nothing =
                new SeenForReset(Observed.present(Optional.of(EMPTY)), Observed.present(Map.of()), Map.of(), Map.of());

        assertThat(kinds(ResetDecision.of(request(new ResetTarget.Earliest()), blind)))
                .containsExactly(ResetProblem.Kind.UNREADABLE, ResetProblem.Kind.UNREADABLE);
        assertThat(kinds(ResetDecision.of(request(new ResetTarget.Earliest()), noLog)))
                .containsExactly(ResetProblem.Kind.UNREADABLE);
        assertThat(kinds(ResetDecision.of(request(new ResetTarget.Earliest()), nothing)))
                .containsExactly(ResetProblem.Kind.NOTHING_MEANT);
    }

    @Test
    void aPlanIsOldOnceACommitOrTheLogHasMoved() {
        ResetPlan plan = ResetDecision.of(request(new ResetTarget.Earliest()), seen(EMPTY, 40L, 60L));

        assertThat(ResetDecision.since(plan, seen(EMPTY, 40L, 60L))).isEmpty();
        assertThat(ResetDecision.since(plan, seen(EMPTY, 41L, 60L)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.describe()).contains("MOVED_SINCE", "40", "41"));
        SeenForReset shorter = new SeenForReset(
                Observed.present(Optional.of(EMPTY)),
                Observed.present(Map.of(ORDERS, 40L)),
                Map.of(ORDERS, Observed.present(new SeenForReset.Range(11, 100))),
                Map.of());
        assertThat(ResetDecision.since(plan, shorter))
                .extracting(ResetProblem::kind)
                .containsExactly(ResetProblem.Kind.OUT_OF_RANGE);
    }

    @Test
    void whatRetentionTookIsNotSkippedByAReset() {
        OffsetChange change = new OffsetChange(ORDERS, OptionalLong.of(3), 10, 10, 100);

        assertThat(change.skipped()).isZero();
        assertThat(change.readAgain()).isZero();
        assertThat(new OffsetChange(ORDERS, OptionalLong.of(500), 90, 10, 100).readAgain())
                .as("a commit beyond the end was no reading")
                .isEqualTo(10);
    }

    private static ResetRequest request(ResetTarget target) {
        return ResetRequest.builder("billing", target).build();
    }

    private static SeenForReset seen(SeenForReset.Standing standing, @Nullable Long commit, long atTime) {
        return new SeenForReset(
                Observed.present(Optional.of(standing)),
                Observed.present(commit == null ? Map.of() : Map.of(ORDERS, commit)),
                Map.of(ORDERS, Observed.present(TEN_TO_HUNDRED)),
                Map.of(ORDERS, Observed.present(atTime)));
    }

    private static List<ResetProblem.Kind> kinds(ResetPlan plan) {
        return plan.problems().stream().map(ResetProblem::kind).toList();
    }
}
