// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A cluster for tests of faults, which has to be whole after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultedCluster {
    private static final Duration WHOLE = Duration.ofSeconds(90);
    private static final int LOOKS_IN_A_ROW = 4;

    static final String TOPIC = "orders";
    static final Target LEADER = Target.leaderOf(TOPIC, 0);

    final String version;
    TestCluster cluster;
    Faults faults;

    FaultedCluster(String version) {
        this.version = version;
    }

    @BeforeAll
    void startCluster() throws Exception {
        cluster = TestCluster.builder()
                .version(version)
                .links()
                .logDirs(2)
                .property("replica.lag.time.max.ms", "1500")
                .property("replica.high.watermark.checkpoint.interval.ms", "500")
                // Whoever leads when a test begins is to lead until the test moves it.
                .property("auto.leader.rebalance.enable", "false")
                .start();
        cluster.admin()
                .createTopics(List.of(
                        new NewTopic(TOPIC, 1, (short) 3).configs(Map.of("message.timestamp.type", "LogAppendTime")),
                        // Some replicas in each log dir.
                        new NewTopic("many", 4, (short) 3)))
                .all()
                .get();
        awaitWhole();
    }

    @AfterAll
    void closeCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void noFaultIsOpen() {
        faults = Faults.on(cluster);
    }

    @AfterEach
    void everyFaultIsUndone() {
        try {
            faults.close();
            assertThat(faults.open()).isEmpty();
            awaitWhole();
        } catch (RuntimeException e) {
            cluster.keepFiles();
            throw e;
        }
    }

    /** A topic with one partition on these nodes, of which the first leads. */
    void create(String topic, Integer... replicas) throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(topic, Map.of(0, List.of(replicas)))))
                .all()
                .get();
        awaitWhole();
    }

    /** Each look may ask another broker, and one that hung until now tells of what was before. */
    private void awaitWhole() {
        for (int looks = 0; looks < LOOKS_IN_A_ROW; looks++) {
            Recovery.of(cluster).await(WHOLE);
        }
    }

    List<Long> pids() {
        return cluster.nodes().stream().map(node -> node.pid().orElseThrow()).toList();
    }
}
