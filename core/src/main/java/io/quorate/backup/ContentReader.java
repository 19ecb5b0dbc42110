// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.group.CommittedOffset;
import io.quorate.internal.JsonTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Reads what {@link ContentWriter} writes. */
final class ContentReader {
    private ContentReader() {}

    static Map<Integer, Optional<String>> racks(JsonTree brokers) {
        return brokers.fields(Integer::valueOf, "a node id", broker -> broker.optional("rack", JsonTree::text));
    }

    static TopicBackup topic(JsonTree topic) {
        Map<String, List<Integer>> byIndex =
                topic.get("partitions").fields(replicas -> replicas.list(JsonTree::integer));
        List<List<Integer>> inOrder = new ArrayList<>();
        for (int index = 0; index < byIndex.size(); index++) {
            List<Integer> replicas = byIndex.get(String.valueOf(index));
            if (replicas == null) {
                throw new IllegalArgumentException(topic.path() + ".partitions has no partition " + index);
            }
            inOrder.add(replicas);
        }
        return new TopicBackup(topic.get("id").parse(Uuid::fromString, "a topic id"), inOrder);
    }

    static ConfigBackup configs(JsonTree configs) {
        Map<String, String> values = new HashMap<>();
        Set<String> redacted = new TreeSet<>();
        configs.fields(Function.identity()).forEach((key, value) -> {
            if (value.isObject()) {
                value.get(ContentWriter.REDACTED).text();
                redacted.add(key);
            } else {
                values.put(key, value.text());
            }
        });
        return new ConfigBackup(values, redacted);
    }

    static GroupBackup group(JsonTree group) {
        return new GroupBackup(
                group.get("type").parse(GroupType::parse, "a group type"),
                group.get("state").parse(GroupState::parse, "a group state"),
                BackupReader.section(group.get("offsets"), ContentReader::offsets));
    }

    private static Map<TopicPartition, OffsetBackup> offsets(JsonTree offsets) {
        Map<TopicPartition, OffsetBackup> all = new HashMap<>();
        for (JsonTree one : offsets.list(Function.identity())) {
            TopicPartition partition = new TopicPartition(
                    one.get("topic").text(), one.get("partition").integer());
            if (all.put(partition, offset(one)) != null) {
                throw new IllegalArgumentException(one.path() + " is about " + partition + ", which was there before");
            }
        }
        return all;
    }

    private static OffsetBackup offset(JsonTree one) {
        CommittedOffset commit = new CommittedOffset(
                one.get("offset").number(),
                one.optional("leaderEpoch", JsonTree::integer),
                one.get("metadata").text());
        Optional<LogRange> log = one.optional("logStart", JsonTree::number)
                .map(start -> new LogRange(start, one.get("logEnd").number()));
        Optional<Instant> time = one.optional("recordTime", at -> at.parse(Instant::parse, "a time"));
        return new OffsetBackup(commit, time, log);
    }

    static AclBinding acl(JsonTree acl) {
        return new AclBinding(
                new ResourcePattern(
                        acl.get("resourceType").parse(ResourceType::valueOf, "a type of resource"),
                        acl.get("resource").text(),
                        acl.get("patternType").parse(PatternType::valueOf, "a type of pattern")),
                new AccessControlEntry(
                        acl.get("principal").text(),
                        acl.get("host").text(),
                        acl.get("operation").parse(AclOperation::valueOf, "an operation"),
                        acl.get("permission").parse(AclPermissionType::valueOf, "a permission")));
    }

    static QuotaBackup quota(JsonTree quota) {
        return new QuotaBackup(
                quota.get("entity").fields(name -> name.ifThere(JsonTree::text)),
                quota.get("limits").fields(JsonTree::decimal));
    }
}
