// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the log dirs of online brokers: a dead one answers with its time-out. */
final class LogDirReader {
    private final AdminReader reader;

    LogDirReader(AdminReader reader) {
        this.reader = reader;
    }

    Supplier<Observed<Map<Integer, List<LogDir>>>> ask(Collection<Integer> online) {
        // Each broker names its topics anew: kept once, or a big cluster has more names than sizes.
        Map<String, String> names = new ConcurrentHashMap<>();
        Map<Integer, KafkaFuture<List<LogDir>>> futures = AdminReader.ordered();
        for (int nodeId : online) {
            futures.putAll(AdminReader.folded(
                    reader.admin()
                            .describeLogDirs(List.of(nodeId), reader.bounded(new DescribeLogDirsOptions()))
                            .descriptions(),
                    descriptions -> logDirs(descriptions, names)));
        }
        return () -> {
            Map<Integer, List<LogDir>> dirs = AdminReader.ordered();
            List<Gap> gaps = reader.collect(futures, nodeId -> "log dirs of broker " + nodeId, dirs::put);
            return Observed.of(dirs, gaps);
        };
    }

    private static List<LogDir> logDirs(Map<String, LogDirDescription> descriptions, Map<String, String> names) {
        return descriptions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> logDir(entry.getKey(), entry.getValue(), names))
                .toList();
    }

    private static LogDir logDir(String path, LogDirDescription description, Map<String, String> names) {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        description.replicaInfos().forEach((partition, replica) -> {
            if (!replica.isFuture()) {
                String name = names.computeIfAbsent(partition.topic(), topic -> topic);
                sizes.put(new TopicPartition(name, partition.partition()), replica.size());
            }
        });
        Optional<LogDir.Space> space = description.totalBytes().isPresent()
                        && description.usableBytes().isPresent()
                ? Optional.of(new LogDir.Space(
                        description.totalBytes().getAsLong(),
                        description.usableBytes().getAsLong()))
                : Optional.empty();
        Optional<String> problem = Optional.ofNullable(description.error()).map(Throwable::toString);
        return new LogDir(path, problem, space, description.isCordoned(), sizes);
    }
}
