// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.dir;
import static io.quorate.reassignment.plan.States.reassigning;
import static io.quorate.reassignment.plan.States.withLogDirs;
import static io.quorate.reassignment.plan.States.withSize;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.reassignment.durability.DurabilityProblem.NotEnoughDisk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DiskCheckTest {
    private static final DurabilityPolicy TWO =
            DurabilityPolicy.builder().replicationFactor(2).minInSyncReplicas(1).build();

    @Test
    void wantsRoomForWhatComesAndATenthMore() {
        assertThat(problems(withLogDirs(orders(1000, 3000), 2, dir("/data", 4400))))
                .isEmpty();
        assertThat(problems(withLogDirs(orders(1000, 3000), 2, dir("/data", 4399))))
                .containsExactly(new NotEnoughDisk(2, "/data", 4400, 4399));
    }

    @Test
    void refusesADiskThatDoesNotSayHowMuchIsFree() {
        LogDir silent = new LogDir("/data", Optional.empty(), Optional.empty(), Map.of());

        List<DurabilityProblem> problems = problems(withLogDirs(orders(1000), 2, silent));

        assertThat(problems).containsExactly(new NotEnoughDisk(2, "/data", 1100, -1));
        assertThat(problems.get(0).describe()).contains("1.1 KiB in /data, where the free space is not known");
        assertThat(problems.get(0).remedy()).contains("retention.bytes");
    }

    @Test
    void doesNotAskABrokerThatReceivesNothing() {
        assertThat(problems(withLogDirs(orders(1000), 1, dir("/data", 0)))).isEmpty();
    }

    @Test
    void countsTheLargestReplicasForEachLogDirBecauseTheBrokerChoosesByCount() {
        ClusterState state = withLogDirs(orders(100, 1000, 10, 500), 2, dir("/a", 1650), dir("/b", 1649));

        assertThat(problems(state)).containsExactly(new NotEnoughDisk(2, "/b", 1650, 1649));
    }

    @Test
    void expectsAllReplicasInALogDirThatHasFarFewerThanTheOther() {
        LogDir full = new LogDir(
                "/full",
                Optional.empty(),
                Optional.of(new LogDir.Space(9000, 0)),
                Map.of(new TopicPartition("a", 0), 1L, new TopicPartition("b", 0), 1L, new TopicPartition("c", 0), 1L));

        assertThat(problems(withLogDirs(orders(100, 200), 2, full, dir("/new", 329))))
                .containsExactly(new NotEnoughDisk(2, "/new", 330, 329));
    }

    @Test
    void leavesAFailedLogDirOutOfAccount() {
        LogDir failed = new LogDir("/failed", Optional.of("KafkaStorageException"), Optional.empty(), Map.of());

        assertThat(problems(withLogDirs(orders(100, 200), 2, failed, dir("/good", 330))))
                .isEmpty();
        assertThat(problems(withLogDirs(orders(100, 200), 2, failed, dir("/good", 329))))
                .hasSize(1);
    }

    @Test
    void wantsOnlyTheRestOfWhatWasLeftHalfWay() {
        TopicPartition first = new TopicPartition("orders", 0);
        ClusterState state = reassigning(orders(1000), first, List.of(2), List.of());

        assertThat(problems(withSize(withLogDirs(state, 2, dir("/data", 110)), first, 2, 900)))
                .isEmpty();
        assertThat(problems(withSize(withLogDirs(state, 2, dir("/data", 109)), first, 2, 900)))
                .containsExactly(new NotEnoughDisk(2, "/data", 110, 109));
    }

    private static List<DurabilityProblem> problems(ClusterState state) {
        return DiskCheck.check(state, ReplicaGrowth.plan(TWO, state).steps());
    }

    /** On broker 1 of two: a partition for each size. */
    @SuppressWarnings("unchecked")
    private static ClusterState orders(long... sizes) {
        List<Integer>[] replicas = new List[sizes.length];
        java.util.Arrays.fill(replicas, List.of(1));
        ClusterState state = withTopic(cluster(1, 2), "orders", replicas);
        for (int i = 0; i < sizes.length; i++) {
            state = withSize(state, new TopicPartition("orders", i), 1, sizes[i]);
        }
        return state;
    }
}
