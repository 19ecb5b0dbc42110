// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static io.quorate.reassignment.throttle.SimulatedConfigs.broker;
import static io.quorate.reassignment.throttle.SimulatedConfigs.topic;
import static io.quorate.reassignment.throttle.ThrottleGateway.FOLLOWER_REPLICAS;
import static io.quorate.reassignment.throttle.ThrottleGateway.LEADER_RATE;
import static io.quorate.reassignment.throttle.ThrottleGateway.LEADER_REPLICAS;
import static io.quorate.reassignment.throttle.ThrottleGateway.LOG_DIR_RATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import io.quorate.cluster.OngoingReassignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class ThrottleReportTest {
    private static final ConfigResource EVERY_BROKER = new ConfigResource(ConfigResource.Type.BROKER, "");

    private static final OngoingReassignment ONGOING =
            new OngoingReassignment(new TopicPartition("moving", 3), List.of(1, 2, 4), List.of(4), List.of());

    @Test
    void callsLeftWhatNoReassignmentNeeds() {
        ThrottleReport report = ThrottleReport.of(
                Map.of(
                        topic("moving"),
                        Map.of(LEADER_REPLICAS, "3:1,5:2,odd", FOLLOWER_REPLICAS, "3:4"),
                        topic("still"),
                        Map.of(LEADER_REPLICAS, "*"),
                        topic("clean"),
                        Map.of(),
                        broker(4),
                        Map.of(LEADER_RATE, "1"),
                        broker(3),
                        Map.of(LEADER_RATE, "2"),
                        EVERY_BROKER,
                        Map.of(LEADER_RATE, "3")),
                List.of(ONGOING),
                Set.of(),
                List.of());

        assertThat(report.left())
                .containsExactly(
                        new LeftThrottle(topic("moving"), LEADER_REPLICAS, "3:1,5:2,odd", Optional.of("3:1")),
                        new LeftThrottle(topic("still"), LEADER_REPLICAS, "*", Optional.empty()),
                        new LeftThrottle(broker(3), LEADER_RATE, "2", Optional.empty()));
        assertThat(report.describe())
                .contains("only \"3:1\" is being reassigned")
                .contains(
                        "topic still has leader.replication.throttled.replicas=\"*\", and nothing is being reassigned of it")
                .contains("broker 3 has leader.replication.throttled.rate=\"2\"");
    }

    @Test
    void callsNothingLeftOfATopicThatIsThrottledAsAWholeWhileItMoves() {
        ThrottleReport report = ThrottleReport.of(
                Map.of(topic("moving"), Map.of(LEADER_REPLICAS, "*", FOLLOWER_REPLICAS, "1:1")),
                List.of(ONGOING),
                Set.of(),
                List.of());

        assertThat(report.left())
                .containsExactly(new LeftThrottle(topic("moving"), FOLLOWER_REPLICAS, "1:1", Optional.empty()));
    }

    @Test
    void tellsTheDefaultOfTheClusterWhereNothingIsReassigned() {
        ThrottleReport report =
                ThrottleReport.of(Map.of(EVERY_BROKER, Map.of(LEADER_RATE, "3")), List.of(), Set.of(), List.of());

        assertThat(report.describe()).startsWith("all brokers has leader.replication.throttled.rate=\"3\"");
    }

    @Test
    void callsTheRateOfLogDirsLeftWhereNothingIsMovedBetweenThem() {
        ThrottleReport report = ThrottleReport.of(
                Map.of(broker(3), Map.of(LOG_DIR_RATE, "1"), broker(4), Map.of(LOG_DIR_RATE, "2")),
                List.of(ONGOING),
                Set.of(3),
                List.of());

        assertThat(report.left()).containsExactly(new LeftThrottle(broker(4), LOG_DIR_RATE, "2", Optional.empty()));
    }

    @Test
    void saysWhatItCouldNotSee() {
        ThrottleReport blind = new ThrottleReport(
                List.of(), List.of(new Gap("throttle of broker 3", Gap.Kind.UNREACHABLE, "the broker is offline")));

        assertThat(blind.describe())
                .isEqualTo("Could not see throttle of broker 3: UNREACHABLE (the broker is offline)");
        assertThat(new ThrottleReport(List.of(), List.of()).describe()).isEqualTo("No throttle was left behind.");
    }
}
