// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class LinkFaultsIT {
    @Test
    void first() throws Exception {
        for (String v : new String[] {"4.3.1", "3.9.2", "3.3.2"}) {
            for (int i = 0; i < 4; i++) {
                long t = System.nanoTime();
                var b = TestCluster.builder().version(v);
                if (i % 2 == 0) b.links();
                try (TestCluster cluster = b.start()) {
                    System.out.println(
                            v + " links " + (i % 2 == 0) + " start ms " + (System.nanoTime() - t) / 1_000_000);
                    cluster.admin()
                            .createTopics(List.of(new NewTopic("x", 3, (short) 3)))
                            .all()
                            .get();
                    System.out.println("whole after " + Recovery.of(cluster).await(Duration.ofSeconds(20)));
                    if (i == 0) System.out.println(cluster.links().connections());
                }
            }
        }
    }
}
