// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;

import io.quorate.testkit.cluster.NodeState;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Peers;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.testkit.security.SecurityKind;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What the extension is for: a high availability test in five lines, here on a cluster with TLS and links. */
@KafkaTest(security = SecurityKind.TLS, links = true)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(120)
class FaultInjectionIT {
    @Test
    @Order(1)
    void acknowledgedRecordsSurviveTheLossOfALeader(Faults faults, @KafkaTopic String orders, Workload workload) {
        faults.kill(Target.leaderOf(new TopicPartition(orders, 0)));
        WorkloadReport report = workload.stop(Duration.ofSeconds(60));

        assertThat(report).lostNothing().isOrdered();
    }

    @Test
    @Order(2)
    void theFaultOfTheTestBeforeIsUndone(TestCluster cluster) {
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.RUNNING);
        assertThat(cluster).isFullyInSync();
    }

    @Test
    @Order(3)
    void aBrokerCutOffFromTheOthersComesBack(Faults faults, TestCluster cluster) {
        faults.links(Target.node(2)).with(Peers.BROKERS, Peers.CONTROLLERS).cut();
        assertThat(cluster).hasBrokersOffline(2);

        faults.undo();
        assertThat(cluster).hasBrokersOnline(1, 2, 3).isFullyInSync();
    }
}
