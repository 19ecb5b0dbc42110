// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of replicas in arrays, by topic and partition in ascending order: 12 bytes a replica. It is a map only to the
 * eye; keys and values are made when they are asked for.
 */
final class ReplicaSizes extends AbstractMap<TopicPartition, Long> {
    private static final Comparator<Map.Entry<TopicPartition, Long>> BY_NAME = Comparator.comparing(
                    (Map.Entry<TopicPartition, Long> entry) -> entry.getKey().topic())
            .thenComparingInt(entry -> entry.getKey().partition());

    private final String[] topics;
    /** The replicas of topic i are starts[i] to starts[i + 1] (exclusive). */
    private final int[] starts;

    private final int[] partitions;
    private final long[] bytes;

    private ReplicaSizes(String[] topics, int[] starts, int[] partitions, long[] bytes) {
        this.topics = topics;
        this.starts = starts;
        this.partitions = partitions;
        this.bytes = bytes;
    }

    static Map<TopicPartition, Long> copyOf(Map<TopicPartition, Long> sizes) {
        return sizes instanceof ReplicaSizes same
                ? same
                : of(sizes.entrySet().stream().sorted(BY_NAME).toList());
    }

    private static ReplicaSizes of(List<Map.Entry<TopicPartition, Long>> sorted) {
        int[] partitions = new int[sorted.size()];
        long[] bytes = new long[sorted.size()];
        String[] topics = new String[sorted.size()];
        int[] starts = new int[sorted.size() + 1];
        int found = 0;
        for (int i = 0; i < sorted.size(); i++) {
            TopicPartition partition = sorted.get(i).getKey();
            if (found == 0 || !topics[found - 1].equals(partition.topic())) {
                starts[found] = i;
                topics[found++] = partition.topic();
            }
            partitions[i] = partition.partition();
            bytes[i] = sorted.get(i).getValue();
        }
        starts[found] = sorted.size();
        return new ReplicaSizes(Arrays.copyOf(topics, found), Arrays.copyOf(starts, found + 1), partitions, bytes);
    }

    /** Raises what is known of each partition to what is here. */
    void raise(PartitionSizes known) {
        for (int topic = 0; topic < topics.length; topic++) {
            for (int i = starts[topic]; i < starts[topic + 1]; i++) {
                known.raise(topics[topic], partitions[i], bytes[i]);
            }
        }
    }

    @Override
    public @Nullable Long get(@Nullable Object key) {
        int index = key instanceof TopicPartition partition ? indexOf(partition) : -1;
        return index < 0 ? null : (Long) bytes[index];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof TopicPartition partition && indexOf(partition) >= 0;
    }

    private int indexOf(TopicPartition partition) {
        int topic = Arrays.binarySearch(topics, partition.topic());
        return topic < 0
                ? -1
                : Arrays.binarySearch(partitions, starts[topic], starts[topic + 1], partition.partition());
    }

    @Override
    public int size() {
        return bytes.length;
    }

    @Override
    public Set<Map.Entry<TopicPartition, Long>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<TopicPartition, Long>> {
        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public Iterator<Map.Entry<TopicPartition, Long>> iterator() {
            return new Iterator<>() {
                private int topic;
                private int next;

                @Override
                public boolean hasNext() {
                    return next < bytes.length;
                }

                @Override
                public Map.Entry<TopicPartition, Long> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException("all " + bytes.length + " replicas were given");
                    }
                    if (next == starts[topic + 1]) {
                        topic++;
                    }
                    return Map.entry(new TopicPartition(topics[topic], partitions[next]), bytes[next++]);
                }
            };
        }
    }
}
