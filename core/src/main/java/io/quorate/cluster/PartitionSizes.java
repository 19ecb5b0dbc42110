// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** The bytes of the largest replica of each partition: an array per topic, made in one pass over the log dirs. */
final class PartitionSizes {
    private static final long NOT_SEEN = -1;

    private final Map<String, long[]> byTopic = new HashMap<>();

    private PartitionSizes() {}

    static PartitionSizes of(Map<Integer, List<LogDir>> logDirs) {
        PartitionSizes sizes = new PartitionSizes();
        logDirs.values().forEach(dirs -> dirs.forEach(dir -> dir.raise(sizes)));
        return sizes;
    }

    void raise(String topic, int partition, long bytes) {
        long[] sizes = byTopic.get(topic);
        if (sizes == null || sizes.length <= partition) {
            int known = sizes == null ? 0 : sizes.length;
            sizes = Arrays.copyOf(sizes == null ? new long[0] : sizes, Math.max(partition + 1, known + known / 2));
            Arrays.fill(sizes, known, sizes.length, NOT_SEEN);
            byTopic.put(topic, sizes);
        }
        sizes[partition] = Math.max(sizes[partition], bytes);
    }

    OptionalLong of(TopicPartition partition) {
        long[] sizes = byTopic.get(partition.topic());
        int number = partition.partition();
        if (sizes == null || number >= sizes.length || sizes[number] == NOT_SEEN) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sizes[number]);
    }
}
