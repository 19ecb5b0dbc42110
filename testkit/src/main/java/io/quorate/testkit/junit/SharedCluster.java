// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.Role;
import io.quorate.testkit.cluster.TestCluster;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster in the store of the scope that asked for it, and the numbers that keep the names of its tests apart. */
final class SharedCluster implements Closing {
    private static final int MOST_REPLICAS = 3;

    private final TestCluster cluster;
    private final AtomicInteger names = new AtomicInteger();

    SharedCluster(ClusterSettings settings) {
        this.cluster = settings.builder().start();
    }

    TestCluster cluster() {
        return cluster;
    }

    /** Returns a name that no other topic or group of this cluster has. */
    String name(String what, String test) {
        // Kafka takes up to 249 characters; the number at the end is what makes it the only one.
        String readable = (what + "-" + test).replaceAll("[^a-zA-Z0-9._-]", "_");
        return readable.substring(0, Math.min(200, readable.length())) + "-" + names.incrementAndGet();
    }

    int brokers() {
        return (int) cluster.nodes().stream()
                .filter(node -> node.roles().contains(Role.BROKER))
                .count();
    }

    int replicas() {
        return Math.min(MOST_REPLICAS, brokers());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
