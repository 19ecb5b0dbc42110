// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.brokers;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static io.quorate.cluster.Clusters.topics;

import io.quorate.backup.ClusterBackup;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupDescription;
import io.quorate.group.GroupMember;
import io.quorate.group.GroupPartition;
import io.quorate.group.PartitionLag;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A move that may be finished: {@code orders} with one partition, mirrored from one broker to three. The source has lost its
 * first 100 records to retention and holds those up to offset 200; the target has the same ones from 0. The group
 * {@code billing} goes on at 190, and at the target two records earlier.
 */
final class Move {
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    static final Duration LONG_ENOUGH = Duration.ofSeconds(5);
    static final ClientQuotaEntity ALICE = new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "alice"));

    private SeenCluster source = side("source-id", ORDERS, new SeenLog(100, 200, 200, last(199)), 190);
    private SeenCluster target = side("target-id", ORDERS, new SeenLog(0, 100, 100, last(99, 199)), 88, 188);
    private Optional<ClusterBackup> rollback = Optional.of(backup(source));

    Move source(UnaryOperator<SeenCluster.Builder> change) {
        source = change.apply(source.toBuilder()).build();
        return this;
    }

    Move target(UnaryOperator<SeenCluster.Builder> change) {
        target = change.apply(target.toBuilder()).build();
        return this;
    }

    Move sourceState(UnaryOperator<ClusterState.Builder> change) {
        source = withState(source, change);
        return this;
    }

    Move targetState(UnaryOperator<ClusterState.Builder> change) {
        target = withState(target, change);
        return this;
    }

    Move rollback(Optional<ClusterBackup> backup) {
        rollback = backup;
        return this;
    }

    SeenCluster source() {
        return source;
    }

    CutoverReport check() {
        return check(builder());
    }

    CutoverReport check(CutoverCheck.Builder check) {
        return check.build().check(source, target, rollback);
    }

    CutoverItem item(CutoverRule rule) {
        return check().item(rule);
    }

    static CutoverCheck.Builder builder() {
        return CutoverCheck.builder(TopicMapping.sameNames());
    }

    static <T> Observed<T> notRead() {
        return Observed.unavailable(new Gap("it", Gap.Kind.DENIED, "ClusterAuthorizationException: no"));
    }

    static ClusterBackup backup(SeenCluster cluster) {
        return ClusterBackup.of(cluster.state(), cluster.groups());
    }

    private static SeenCluster withState(SeenCluster side, UnaryOperator<ClusterState.Builder> change) {
        return SeenCluster.builder(change.apply(side.state().toBuilder()).build())
                .logs(side.logs())
                .groups(side.groups())
                .members(side.members())
                .records(side.records())
                .acls(side.acls())
                .quotas(side.quotas())
                .build();
    }

    /** What was written as number 0 has been written a second before number 1. */
    static RecordStamp record(long offset, long number) {
        return new RecordStamp(offset, NOW.plusSeconds(number), number);
    }

    static Observed<Optional<RecordStamp>> last(long offset, long number) {
        return Observed.present(Optional.of(record(offset, number)));
    }

    private static Observed<Optional<RecordStamp>> last(long offset) {
        return last(offset, offset);
    }

    private static SeenCluster side(String id, TopicPartition partition, SeenLog log, long commit) {
        return side(id, partition, log, commit, commit);
    }

    private static SeenCluster side(String id, TopicPartition partition, SeenLog log, long commit, long number) {
        return SeenCluster.builder(state(id, topic(partition.topic(), partition(0, List.of(1), List.of(1)))))
                .logs(logs(partition, log))
                .groups(group("billing", partition, commit))
                .members(Observed.present(Map.of("billing", idle("billing", GroupType.CLASSIC))))
                .records(next(partition, commit, number))
                .acls(Observed.present(Set.of(acl("User:alice", partition.topic()))))
                .quotas(Observed.present(Map.of(ALICE, Map.of("producer_byte_rate", 1000.0))))
                .build();
    }

    static ClusterState state(String id, Topic... topics) {
        Map<String, ConfigSet> configs = new HashMap<>();
        for (Topic topic : topics) {
            configs.put(topic.name(), configs(Map.of()));
        }
        return ClusterState.builder(id, NOW)
                .brokers(brokers(1))
                .topics(topics(topics))
                .topicConfigs(Observed.present(configs))
                .build();
    }

    /** What is set on a topic, over some defaults. */
    static ConfigSet configs(Map<String, String> set) {
        Map<String, ConfigValue> values = new HashMap<>();
        values.put("cleanup.policy", new ConfigValue("delete", ConfigValue.Source.DEFAULT));
        values.put("message.timestamp.type", new ConfigValue("CreateTime", ConfigValue.Source.DEFAULT));
        values.put("min.insync.replicas", new ConfigValue("1", ConfigValue.Source.DEFAULT));
        set.forEach((key, value) -> values.put(key, new ConfigValue(value, ConfigValue.Source.DYNAMIC_TOPIC)));
        return new ConfigSet(values);
    }

    static UnaryOperator<ClusterState.Builder> orders(Map<String, String> set) {
        return state -> state.topicConfigs(Observed.present(Map.of("orders", configs(set))));
    }

    static SeenLogs logs(TopicPartition partition, SeenLog log) {
        return new SeenLogs(LONG_ENOUGH, Observed.present(Map.of(partition, log)));
    }

    static Observed<Map<String, ConsumerGroup>> group(String id, TopicPartition partition, long commit) {
        return groups(id, Observed.present(Map.of(partition, at(commit))));
    }

    static GroupPartition at(long commit) {
        return new GroupPartition(
                Optional.of(new CommittedOffset(commit, Optional.empty(), "")), new PartitionLag.Lag(1));
    }

    static Observed<Map<String, ConsumerGroup>> groups(
            String id, Observed<Map<TopicPartition, GroupPartition>> partitions) {
        return Observed.present(
                Map.of(id, new ConsumerGroup(id, GroupType.CLASSIC, GroupState.EMPTY, OptionalInt.of(0), partitions)));
    }

    static Observed<Map<RecordPosition, Optional<RecordStamp>>> next(
            TopicPartition partition, long commit, long number) {
        return Observed.present(Map.of(new RecordPosition(partition, commit), Optional.of(record(commit, number))));
    }

    static Observed<GroupDescription> idle(String id, GroupType type) {
        return Observed.present(new GroupDescription(id, type, GroupState.EMPTY, 1, List.of()));
    }

    static Observed<GroupDescription> active(String id, TopicPartition... reads) {
        GroupMember member =
                new GroupMember("m-1", Optional.empty(), "app-1", "/10.0.0.7", Optional.empty(), List.of(reads));
        return Observed.present(new GroupDescription(id, GroupType.CLASSIC, GroupState.STABLE, 1, List.of(member)));
    }

    static AclBinding acl(String principal, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.READ, AclPermissionType.ALLOW));
    }
}
