// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the committed offsets of a member's partitions: whenever it is given some, because that is when a commit that was
 * lost does harm, and now and then, because the next commit would hide it.
 *
 * <p>A coordinator that has just taken over may answer for a moment with less than its log holds, until its high watermark has
 * caught up. What such a member reads again is counted as redelivered; only an offset that stays back is a regression.
 */
final class CommittedOffsets implements ConsumerRebalanceListener {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Short, because the member does not read meanwhile; a coordinator that is away is asked again later. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int LOOKS = 6;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final LoadContext context;
    private final String member;
    private final Consumer<byte[], byte[]> client;
    private long lastLook;

    CommittedOffsets(LoadContext context, String member, Consumer<byte[], byte[]> client) {
        this.context = context;
        this.member = member;
        this.client = client;
        this.lastLook = context.time().nanos();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        look(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // Each batch is committed as soon as it is read, so there is nothing left to commit.
    }

    void lookIfDue() {
        if (context.time().nanos() - lastLook >= EVERY.toNanos()) {
            look(client.assignment());
        }
    }

    private void look(Collection<TopicPartition> partitions) {
        try {
            look(context, client, partitions, PATIENCE);
        } catch (KafkaException e) {
            context.failed(member, "reading committed offsets", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lastLook = context.time().nanos();
    }

    static void look(
            LoadContext context,
            Consumer<byte[], byte[]> client,
            Collection<TopicPartition> partitions,
            Duration patience)
            throws InterruptedException {
        LoadHistory history = context.history();
        Set<TopicPartition> asked = new HashSet<>(partitions);
        asked.retainAll(history.allPartitions());
        if (asked.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> floors = new HashMap<>();
        asked.forEach(partition -> floors.put(partition, of(history, partition).committedFloor()));
        Map<TopicPartition, OffsetAndMetadata> answer = client.committed(asked, patience);
        for (int looks = 1; looks < LOOKS && isBack(answer, floors); looks++) {
            context.time().sleep(BETWEEN_LOOKS);
            answer = client.committed(asked, patience);
        }
        for (TopicPartition partition : asked) {
            of(history, partition).committedSeen(floor(floors, partition), offset(answer, partition));
        }
    }

    private static boolean isBack(Map<TopicPartition, OffsetAndMetadata> answer, Map<TopicPartition, Long> floors) {
        return floors.keySet().stream().anyMatch(partition -> offset(answer, partition) < floor(floors, partition));
    }

    private static long offset(Map<TopicPartition, OffsetAndMetadata> answer, TopicPartition partition) {
        OffsetAndMetadata seen = answer.get(partition);
        return seen == null ? -1 : seen.offset();
    }

    private static long floor(Map<TopicPartition, Long> floors, TopicPartition partition) {
        return floors.getOrDefault(partition, 0L);
    }

    private static PartitionHistory of(LoadHistory history, TopicPartition partition) {
        Integer index = history.index(partition);
        if (index == null) {
            throw new IllegalArgumentException(partition + " is none of the workload's");
        }
        return history.partition(index);
    }
}
