// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.plan.RestoreStep.Outcome;
import io.quorate.backup.plan.SimulatedCluster.SimulatedTopic;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OffsetRulesTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final Gap DENIED = new Gap("things", Gap.Kind.DENIED, "not you");

    private final SimulatedCluster source = new SimulatedCluster("one", 3);
    private final SimulatedCluster target = new SimulatedCluster("one", 3);

    @Test
    void restoresOffsetsExactlyInTheSameTopicOnly() {
        source.billed(6);
        target.topics.putAll(source.topics);

        assertThat(plan(RestoreOptions.defaults()).writes())
                .containsExactly(new RestoreStep.CommitOffsets(
                        "billing", Map.of(ORDERS_0, new CommittedOffset(6, Optional.of(4), "m")), Map.of()));
        assertThat(plan(RestoreOptions.defaults()).describe()).contains("create group billing: orders-0 6");

        SimulatedTopic again = SimulatedTopic.of(List.of(List.of(1)));
        target.topics.put("orders", again);
        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("it is another topic than that of the backup, so offset 6 means nothing in it");
    }

    @Test
    void restoresNoOffsetExactlyWhereTopicsHaveNoIds() {
        source.billed(6);
        SimulatedTopic orders = Objects.requireNonNull(source.topics.get("orders"));
        source.topics.put("orders", new SimulatedTopic(Uuid.ZERO_UUID, orders.replicas(), orders.logs()));
        target.topics.putAll(source.topics);

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains(
                        "nobody knows whether offset 6 means the same record", "if you know that it is the same topic");
    }

    @Test
    void goesByTimeOnlyWhereThereAreRecordsAsYoung() {
        source.billed(6);
        SimulatedTopic copy = new SimulatedTopic(
                Uuid.randomUuid(), List.of(List.of(1)), List.of(new SimulatedCluster.Log(0, List.of(100L, 101L))));
        target.topics.put("orders", copy);
        RestoreOptions byTime =
                RestoreOptions.builder().offsets(OffsetRestore.BY_TIMESTAMP).build();

        assertThat(plan(byTime).writes())
                .containsExactly(new RestoreStep.CommitOffsets(
                        "billing", Map.of(ORDERS_0, new CommittedOffset(1, Optional.empty(), "m")), Map.of()));

        target.topics.put("orders", SimulatedTopic.of(List.of(List.of(1))));
        assertThat(refusals(plan(byTime))).singleElement().asString().contains("no record is as young as");
        source.topics.put(
                "orders",
                new SimulatedTopic(
                        Objects.requireNonNull(source.topics.get("orders")).id(),
                        List.of(List.of(1)),
                        List.of(new SimulatedCluster.Log(6, List.of()))));
        assertThat(refusals(plan(byTime))).singleElement().asString().contains("the backup has no time for it");
    }

    @Test
    void commitsNothingThatIsNotInTheLogOrWhoseLogNobodyCouldRead() {
        source.billed(6);
        ClusterBackup backup = source.backup();
        SimulatedTopic orders = Objects.requireNonNull(source.topics.get("orders"));
        target.topics.put(
                "orders",
                new SimulatedTopic(orders.id(), orders.replicas(), List.of(new SimulatedCluster.Log(7, List.of(1L)))));
        assertThat(refusals(target.plan(backup, RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("offset 6 is not in its log, which has 7 to 8");

        RestoreTarget seen = target.target(backup);
        RestoreTarget unread = new RestoreTarget(
                seen.state(), seen.cluster(), Map.of(ORDERS_0, Observed.unavailable(DENIED)), Map.of());
        assertThat(refusals(RestorePlanner.plan(backup, unread, RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("its log could not be read: things: DENIED");
    }

    @Test
    void leavesActiveGroupsAndGroupsThatAreFurtherAlone() {
        source.billed(6);
        target.topics.putAll(source.topics);
        target.standing(GroupState.STABLE, 5);
        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("it is Stable, and its members would not notice, or commit over it: orders-0 5 -> 6");

        target.standing(GroupState.EMPTY, 5);
        assertThat(plan(RestoreOptions.defaults()).steps(Outcome.CHANGE)).hasSize(1);

        target.standing(GroupState.EMPTY, 7);
        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("it has read on to 7, beyond 6 of the backup");
    }

    private RestorePlan plan(RestoreOptions options) {
        return target.plan(source.backup(), options);
    }

    private static List<String> refusals(RestorePlan plan) {
        return plan.steps(Outcome.REFUSED).stream().map(RestoreStep::describe).toList();
    }
}
