// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import io.quorate.testkit.cluster.Quorum;
import io.quorate.testkit.cluster.TestCluster;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/** Starts three of our nodes, to a topic of three replicas, twice in one JVM. */
final class OurStart {
    private OurStart() {}

    public static void main(String[] arguments) throws Exception {
        for (String round : List.of("first", "second")) {
            Measured.tell(round + "-begins");
            try (TestCluster cluster =
                    TestCluster.builder().quorum(Quorum.valueOf(arguments[0])).start()) {
                cluster.admin()
                        .createTopics(List.of(new NewTopic("bench", 1, (short) 3)))
                        .all()
                        .get();
                Measured.tell(round + "-ready");
            }
            Measured.tell(round + "-closed");
        }
    }
}
