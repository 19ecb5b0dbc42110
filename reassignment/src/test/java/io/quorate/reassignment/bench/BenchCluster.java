// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.bench;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.ReplicaMapBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.Uuid;

/**
 * A big cluster, the same for the same numbers: many small topics and a few large ones, replication factor 3 for most, sizes
 * that differ by orders of magnitude, replicas dealt out rack by rack, evenly at first.
 */
final class BenchCluster {
    private static final double MEDIAN_SIZE = 200.0 * 1024 * 1024;

    private final Random random = new Random(42);
    private final int brokers;
    private final int racks;
    private final List<int[]> replicas = new ArrayList<>();
    private final List<Integer> topicEnds = new ArrayList<>();
    private final long[] sizes;

    private BenchCluster(int partitions) {
        this.brokers = brokers(partitions);
        this.racks = brokers >= 1000 ? 10 : 3;
        this.sizes = new long[partitions];
        int largest = Math.max(60, partitions / 500);
        while (replicas.size() < partitions) {
            int count = (int) Math.exp(random.nextDouble() * Math.log(largest + 1.0));
            topic(Math.max(1, Math.min(count, partitions - replicas.size())));
        }
    }

    /** Some hundred to a thousand partitions a broker. */
    static int brokers(int partitions) {
        return partitions >= 1_000_000 ? 1000 : partitions >= 100_000 ? 180 : 30;
    }

    static BenchCluster of(int partitions) {
        return new BenchCluster(partitions);
    }

    private void topic(int count) {
        double kind = random.nextDouble();
        int factor = kind < 0.80 ? 3 : kind < 0.95 ? 2 : 1;
        double mean = Math.log(MEDIAN_SIZE) + 1.5 * random.nextGaussian();
        for (int i = 0; i < count; i++) {
            sizes[replicas.size()] = Math.max(1, (long) Math.exp(mean + 0.4 * random.nextGaussian()));
            int[] nodes = new int[factor];
            int first = replicas.size() % racks;
            for (int j = 0; j < factor; j++) {
                // The next broker of the next rack, round and round.
                int turn = replicas.size() / racks + j * 7;
                int rack = (first + j) % racks;
                nodes[j] = rack + racks * (turn % (brokers / racks));
            }
            replicas.add(nodes);
        }
        topicEnds.add(replicas.size());
    }

    /** Each tenth broker takes replicas from others of its rack until it has twice its share. */
    BenchCluster skewed() {
        int total = replicas.stream().mapToInt(nodes -> nodes.length).sum();
        int wanted = total / brokers;
        int[] given = new int[brokers];
        for (int turn = 0; turn < 20; turn++) {
            for (int[] nodes : replicas) {
                int j = random.nextInt(nodes.length);
                int hot = nodes[j] % racks + racks * (10 * random.nextInt(Math.max(1, brokers / racks / 10)));
                if (!isHot(nodes[j]) && given[hot] < wanted) {
                    nodes[j] = hot;
                    given[hot]++;
                }
            }
        }
        return this;
    }

    private boolean isHot(int broker) {
        return broker / racks % 10 == 0;
    }

    /** Every twentieth partition swaps a replica with another one in such a way that two stand in one rack. */
    BenchCluster withRackViolations() {
        for (int i = 0; i + 1 < replicas.size(); i += 20) {
            int[] one = replicas.get(i);
            int[] other = replicas.get(i + 1);
            int a = one.length - 1;
            if (one.length > 1 && !contains(one, other[0]) && !contains(other, one[a])) {
                int swapped = one[a];
                one[a] = other[0];
                other[0] = swapped;
            }
        }
        return this;
    }

    private static boolean contains(int[] nodes, int node) {
        return Arrays.stream(nodes).anyMatch(found -> found == node);
    }

    /** The map, with more brokers than hold anything, if asked for. */
    ReplicaMap map(int empty) {
        List<PlacementBroker> all = new ArrayList<>();
        for (int id = 0; id < brokers + empty; id++) {
            all.add(PlacementBroker.available(id, "r" + id % racks));
        }
        ReplicaMapBuilder map = ReplicaMap.builder(all);
        int partition = 0;
        for (int topic = 0; topic < topicEnds.size(); topic++) {
            map.topic(String.format("topic-%06d", topic), Uuid.ZERO_UUID, 1);
            for (; partition < topicEnds.get(topic); partition++) {
                map.partition(sizes[partition], replicas.get(partition));
            }
        }
        return map.build();
    }
}
