// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.Timeouts;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What the testkit's timeouts are for. */
class FailOverIT {
    private static final Duration SESSION_OF_KAFKA = Duration.ofSeconds(9);

    @Test
    void aKilledLeaderIsReplacedInLessThanFiveSecondsAndWithTheDefaultsOfKafkaInMore() throws Exception {
        Duration ours = timeToANewLeader(Timeouts.FAST);
        Duration kafkas = timeToANewLeader(Timeouts.KAFKA_DEFAULTS);
        assertThat(ours).isLessThan(Duration.ofSeconds(5));
        // The session may have been renewed up to a heartbeat, 2 s, before the kill.
        assertThat(kafkas).isGreaterThan(SESSION_OF_KAFKA.minusSeconds(3)).isGreaterThan(ours);
    }

    private static Duration timeToANewLeader(Timeouts timeouts) throws Exception {
        try (TestCluster cluster = TestCluster.builder().timeouts(timeouts).start();
                Faults faults = Faults.on(cluster)) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("t", 1, (short) 3)))
                    .all()
                    .get();
            Recovery.of(cluster).await(Duration.ofSeconds(30));
            int leader = Target.leaderOf("t", 0).nodeId(cluster);
            // Not the active controller, whose loss is another matter.
            int active = Target.activeController().nodeId(cluster);
            if (leader == active) {
                faults.stop(Target.node(leader)).close();
                Recovery.of(cluster).await(Duration.ofSeconds(30));
                leader = Target.leaderOf("t", 0).nodeId(cluster);
            }
            try (View view = View.besides(cluster, leader)) {
                int victim = leader;
                view.brokers();
                long start = System.nanoTime();
                cluster.kill(victim);
                view.eventually(40, () -> view.leader("t") > 0 && view.leader("t") != victim);
                return Duration.ofNanos(System.nanoTime() - start);
            }
        }
    }
}
