// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fault of each kind of means (process, link, agent), where the whole contract would say no more. */
class FaultsOfOtherReleasesIT {
    private static final Duration WHOLE = Duration.ofSeconds(90);

    @ParameterizedTest
    @ValueSource(strings = {"3.3.2", "4.0.1"})
    void aPauseACutAndAShiftedClockAreRealAndUndone(String version) throws Exception {
        try (TestCluster cluster =
                        TestCluster.builder().version(version).links().start();
                Faults faults = Faults.on(cluster)) {
            cluster.admin()
                    .createTopics(List.of(
                            new NewTopic("t", 1, (short) 3).configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
            Recovery.of(cluster).await(WHOLE);
            int leader = Target.leaderOf("t", 0).nodeId(cluster);
            try (View view = View.besides(cluster, leader);
                    Producer<byte[], byte[]> producer = view.producer()) {
                faults.shiftClock(Target.node(leader), Duration.ofHours(9));
                assertThat(View.send(producer, "t", 10))
                        .isGreaterThan(
                                System.currentTimeMillis() + Duration.ofHours(8).toMillis());
                faults.links(Target.node(leader))
                        .with(Peers.CONTROLLERS, Peers.CLIENTS)
                        .cut();
                view.eventually(40, () -> view.leader("t") > 0 && view.leader("t") != leader);
                faults.undo();
                Recovery.of(cluster).await(WHOLE);

                Fault pause = faults.pause(Target.leaderOf("t", 0));
                view.eventually(40, () -> view.leader("t") > 0 && view.leader("t") != pause.nodeId());
                pause.undo();
                assertThat(View.send(producer, "t", 10)).isPositive();
            }
            Recovery.of(cluster).await(WHOLE);
        }
    }
}
