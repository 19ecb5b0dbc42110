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
        Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> futures = AdminReader.ordered();
        for (int nodeId : online) {
            futures.putAll(reader.admin()
                    .describeLogDirs(List.of(nodeId), reader.bounded(new DescribeLogDirsOptions()))
                    .descriptions());
        }
        return () -> {
            Map<Integer, List<LogDir>> dirs = AdminReader.ordered();
            List<Gap> gaps = reader.collect(
                    futures,
                    nodeId -> "log dirs of broker " + nodeId,
                    (nodeId, descriptions) -> dirs.put(nodeId, logDirs(descriptions)));
            return Observed.of(dirs, gaps);
        };
    }

    private static List<LogDir> logDirs(Map<String, LogDirDescription> descriptions) {
        return descriptions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> logDir(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static LogDir logDir(String path, LogDirDescription description) {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        description.replicaInfos().forEach((partition, replica) -> {
            if (!replica.isFuture()) {
                sizes.put(partition, replica.size());
            }
        });
        Optional<LogDir.Space> space = description.totalBytes().isPresent()
                        && description.usableBytes().isPresent()
                ? Optional.of(new LogDir.Space(
                        description.totalBytes().getAsLong(),
                        description.usableBytes().getAsLong()))
                : Optional.empty();
        return new LogDir(path, Optional.ofNullable(description.error()).map(Throwable::toString), space, sizes);
    }
}
