// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.Alone;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What the testkit's timeouts are for. */
@Alone
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

    /** First another controller has to be elected, which then gives every broker a session of its own to be heard of. */
    @Test
    void aKilledLeaderThatWasTheActiveControllerTooIsReplacedInLessThanFiveSeconds() throws Exception {
        try (TestCluster cluster = TestCluster.builder().start()) {
            int active = Target.activeController().nodeId(cluster);
            int next = active % 3 + 1;
            cluster.admin()
                    .createTopics(List.of(new NewTopic("t", Map.of(0, List.of(active, next, next % 3 + 1)))))
                    .all()
                    .get();
            Recovery.of(cluster).await(Duration.ofSeconds(30));
            assertThat(timeToANewLeader(cluster, active)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static Duration timeToANewLeader(TestCluster cluster, int victim) throws Exception {
        try (View view = View.besides(cluster, victim)) {
            view.brokers();
            long start = System.nanoTime();
            cluster.kill(victim);
            view.eventually(40, () -> view.leader("t") > 0 && view.leader("t") != victim);
            return Duration.ofNanos(System.nanoTime() - start);
        }
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
            return timeToANewLeader(cluster, leader);
        }
    }
}
