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

/** What the testkit's timeouts are for. The quickest of some counts: load may delay one, but it hastens none. */
@Alone
class FailOverIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void aKilledLeaderIsReplacedInLessThanFiveSecondsAndWithTheDefaultsOfKafkaInMore() throws Exception {
        View.await(120, () -> timeToANewLeader(Timeouts.FAST).compareTo(SOON) < 0);
        // The session of 9 s may have been renewed up to a heartbeat, 2 s and under load more, before the kill.
        assertThat(timeToANewLeader(Timeouts.KAFKA_DEFAULTS)).isGreaterThan(SOON);
    }

    /** First another controller has to be elected, which then gives every broker a session of its own to be heard of. */
    @Test
    void aKilledLeaderThatWasTheActiveControllerTooIsReplacedInLessThanFiveSeconds() throws Exception {
        View.await(120, () -> timeToANewLeaderAndController().compareTo(SOON) < 0);
    }

    private static Duration timeToANewLeaderAndController() throws Exception {
        try (TestCluster cluster = TestCluster.builder().start()) {
            int active = Target.activeController().nodeId(cluster);
            int next = active % 3 + 1;
            cluster.admin()
                    .createTopics(List.of(new NewTopic("t", Map.of(0, List.of(active, next, next % 3 + 1)))))
                    .all()
                    .get();
            Recovery.of(cluster).await(Duration.ofSeconds(90));
            return timeToANewLeader(cluster, active);
        }
    }

    private static Duration timeToANewLeader(TestCluster cluster, int victim) throws Exception {
        try (View view = View.besides(cluster, victim)) {
            view.eventually(40, () -> view.brokers().size() == 3);
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
            Recovery.of(cluster).await(Duration.ofSeconds(90));
            int leader = Target.leaderOf("t", 0).nodeId(cluster);
            // Not the active controller, whose loss is another matter.
            int active = Target.activeController().nodeId(cluster);
            if (leader == active) {
                faults.stop(Target.node(leader)).close();
                Recovery.of(cluster).await(Duration.ofSeconds(90));
                leader = Target.leaderOf("t", 0).nodeId(cluster);
            }
            return timeToANewLeader(cluster, leader);
        }
    }
}
