// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.plan.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells how busy a cluster is without waiting: the offsets of two moments in the past, and the ends of the logs now. Looks at
 * a sample of the partitions; records that producers stamp with other times than now count where they say they belong.
 */
final class TrafficReader {
    private static final Duration NOW = Duration.ofMinutes(5);
    private static final Duration BEFORE = Duration.ofMinutes(55);
    private static final int SAMPLE = 1000;

    private final Admin admin;
    private final Duration timeout;

    TrafficReader(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    Observed<Traffic> read(Set<TopicPartition> partitions, Instant now) {
        List<TopicPartition> sample = sample(partitions);
        Instant recent = now.minus(NOW);
        try {
            Map<TopicPartition, Long> before =
                    ask(sample, OffsetSpec.forTimestamp(recent.minus(BEFORE).toEpochMilli()));
            Map<TopicPartition, Long> then = ask(sample, OffsetSpec.forTimestamp(recent.toEpochMilli()));
            Map<TopicPartition, Long> ends = ask(sample, OffsetSpec.latest());
            double scale = sample.isEmpty() ? 0 : (double) partitions.size() / sample.size();
            long last = 0;
            long earlier = 0;
            for (TopicPartition partition : sample) {
                long end = ends.getOrDefault(partition, 0L);
                // No record since a time: the log's end was there already.
                long middle = orEnd(then.get(partition), end);
                last += end - middle;
                earlier += middle - orEnd(before.get(partition), middle);
            }
            return Observed.present(
                    new Traffic(scale * last / NOW.toSeconds(), scale * earlier / BEFORE.toSeconds(), NOW, BEFORE));
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Observed.unavailable(
                    new Gap("traffic", Gap.Kind.FAILED, cause.getClass().getSimpleName() + ": " + cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observed.unavailable(new Gap("traffic", Gap.Kind.FAILED, "interrupted"));
        }
    }

    private static long orEnd(@org.jspecify.annotations.Nullable Long offset, long end) {
        return offset == null || offset < 0 ? end : offset;
    }

    private static List<TopicPartition> sample(Set<TopicPartition> partitions) {
        List<TopicPartition> all = new ArrayList<>(partitions);
        int step = Math.max(1, (all.size() + SAMPLE - 1) / SAMPLE);
        List<TopicPartition> sample = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            sample.add(all.get(i));
        }
        return sample;
    }

    private Map<TopicPartition, Long> ask(List<TopicPartition> partitions, OffsetSpec when)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, when));
        int millis = Math.toIntExact(timeout.toMillis());
        ListOffsetsResult answer = admin.listOffsets(question, new ListOffsetsOptions().timeoutMs(millis));
        Map<TopicPartition, ListOffsetsResultInfo> infos = answer.all().get(2L * millis, TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        infos.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
