// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReassignmentGoal.ExplicitTarget;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.TargetReplicas;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ReassignmentJsonTest {
    private final ReplicaMap cluster = ReplicaMap.builder(IntStream.of(1, 2, 3)
                    .mapToObj(node -> PlacementBroker.available(node, null))
                    .toList())
            .topic("audit", Uuid.ZERO_UUID, 1)
            .partition(1, 1, 2)
            .topic("with \"quotes\"", Uuid.ZERO_UUID, 1)
            .partition(1, 2, 1)
            .partition(1, 3)
            .build();

    @Test
    void aPlanIsWhatChangesAndItsRollbackIsWhatWasThereInItsOrder() throws IOException {
        TargetReplicas target = TargetReplicas.of("with \"quotes\"", 0, List.of(1, 3));
        ReassignmentPlan plan = plan(target);

        assertThat(text(out -> ReassignmentJson.writePlan(plan, out)))
                .isEqualToIgnoringWhitespace("{\"version\":1,\"partitions\":[{\"topic\":\"with \\\"quotes\\\"\","
                        + "\"partition\":0,\"replicas\":[1,3]}]}");
        assertThat(read(text(out -> ReassignmentJson.writeRollback(plan, out))).targets())
                .containsExactly(TargetReplicas.of("with \"quotes\"", 0, List.of(2, 1)));
    }

    @Test
    void anAssignmentIsReadBackAsItWasWritten() throws IOException {
        PartitionAssignment back = read(text(out -> ReassignmentJson.writeAssignment(cluster, out)));

        ReplicaMap again = back.toReplicaMap(cluster.brokers(), (topic, partition) -> 1);
        assertThat(IntStream.range(0, 3).mapToObj(again::name))
                .containsExactlyElementsOf(
                        IntStream.range(0, 3).mapToObj(cluster::name).toList());
        assertThat(IntStream.range(0, 3).mapToObj(again::replicas))
                .containsExactly(List.of(1, 2), List.of(2, 1), List.of(3));
    }

    @Test
    void everyPartitionHasALineOfItsOwn() throws IOException {
        assertThat(text(out -> ReassignmentJson.writeAssignment(cluster, out)).lines())
                .hasSize(4);
    }

    @Test
    void aPlanThatChangesNothingIsAnEmptyList() throws IOException {
        ReassignmentPlan plan = plan(TargetReplicas.of("audit", 0, List.of(1, 2)));

        assertThat(text(out -> ReassignmentJson.writePlan(plan, out)))
                .isEqualToIgnoringWhitespace("{\"version\":1,\"partitions\":[]}");
    }

    private ReassignmentPlan plan(TargetReplicas... targets) {
        return ReassignmentPlanner.plan("", cluster, ReassignmentRequest.of(new ExplicitTarget(List.of(targets))));
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static String text(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PartitionAssignment read(String text) throws IOException {
        return PartitionAssignment.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
