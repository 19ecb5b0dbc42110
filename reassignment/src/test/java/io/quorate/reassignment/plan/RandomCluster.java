// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/** Small clusters that nobody would build: uneven racks, mixed replication factors, hot and empty brokers, broken racks. */
final class RandomCluster {
    final Random random;
    final List<PlacementBroker> brokers = new ArrayList<>();
    final ReplicaMap map;

    RandomCluster(long seed, int mostBrokers, int mostPartitions) {
        this.random = new Random(seed);
        int count = 2 + random.nextInt(mostBrokers - 1);
        int racks = 1 + random.nextInt(Math.min(count, 5));
        for (int node = 0; node < count; node++) {
            // The lower rack is the likelier one, so that racks are uneven.
            int rack = Math.min(random.nextInt(racks), random.nextInt(racks));
            boolean offline = node > 1 && random.nextInt(12) == 0;
            String name = racks == 1 && random.nextBoolean() ? null : "r" + rack;
            brokers.add(offline ? PlacementBroker.offline(node, name) : PlacementBroker.available(node, name));
        }
        ReplicaMapBuilder builder = ReplicaMap.builder(brokers);
        int hosts = 1 + random.nextInt(count);
        int left = 1 + random.nextInt(mostPartitions);
        for (int topic = 0; left > 0; topic++) {
            builder.topic(String.format("t%03d", topic), Uuid.ZERO_UUID, 0);
            int factor = 1 + random.nextInt(Math.min(4, hosts));
            for (int i = 1 + random.nextInt(left); i > 0; i--, left--) {
                boolean another = random.nextInt(10) == 0;
                builder.partition(
                        1 + (long) Math.exp(random.nextDouble() * 12),
                        replicas(hosts, another ? 1 + random.nextInt(Math.min(4, hosts)) : factor));
            }
        }
        this.map = builder.build();
    }

    private int[] replicas(int hosts, int factor) {
        TreeSet<Integer> chosen = new TreeSet<>();
        List<Integer> order = new ArrayList<>();
        while (order.size() < factor) {
            int node = random.nextInt(3) == 0
                    ? random.nextInt(hosts)
                    : Math.min(random.nextInt(hosts), random.nextInt(hosts));
            if (chosen.add(node)) {
                order.add(node);
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The racks as the oracle wants them. */
    static int[] racks(ReplicaMap map, RackRule rule) {
        List<String> names = map.brokers().stream()
                .map(broker -> String.valueOf(broker.rack()))
                .distinct()
                .sorted()
                .toList();
        return map.brokers().stream()
                .mapToInt(broker -> rule == RackRule.IGNORE ? 0 : names.indexOf(String.valueOf(broker.rack())))
                .toArray();
    }
}
