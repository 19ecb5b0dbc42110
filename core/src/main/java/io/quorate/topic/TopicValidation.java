// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares {@link TopicPolicies} with one {@link ClusterState}. */
final class TopicValidation {
    /** Reassignments set and remove these; they belong to nobody who declares topics. */
    private static final Set<String> NEVER_OURS =
            Set.of("leader.replication.throttled.replicas", "follower.replication.throttled.replicas");

    private final TopicPolicies policies;
    private final ClusterState state;
    private final Map<String, Topic> seen;
    private final Map<String, Gap> topicGaps = new HashMap<>();
    private final Map<String, Gap> configGaps = new HashMap<>();
    private final List<TopicDrift> drifts = new ArrayList<>();
    private int compared;

    TopicValidation(TopicPolicies policies, ClusterState state) {
        this.policies = policies;
        this.state = state;
        this.seen = state.topics().orElse(Map.of());
        state.topics().gaps().forEach(gap -> topicGaps.put(gap.subject(), gap));
        state.topicConfigs().gaps().forEach(gap -> configGaps.put(gap.subject(), gap));
    }

    TopicReport report() {
        policies.clusterId().filter(id -> !id.equals(state.clusterId())).ifPresent(id -> {
            throw new IllegalArgumentException("Did not validate topics: the policies are for cluster " + id
                    + ", and this is cluster " + state.clusterId() + ". Check bootstrap.servers.");
        });
        if (state.topics().value().isEmpty()) {
            drifts.add(new TopicDrift.NotReadable(
                    "(all topics)", state.topics().gaps().get(0)));
            return new TopicReport(state, List.copyOf(drifts), 0);
        }
        policies.topics().forEach(this::absent);
        Map<String, TopicPolicy> byName = new HashMap<>();
        List<TopicPolicy> patterns = new ArrayList<>();
        policies.policies().forEach(policy -> policy.topic()
                .ifPresentOrElse(name -> byName.put(name, policy), () -> patterns.add(policy)));
        RuleCheck rules = new RuleCheck(policies.rules(), state);
        for (Topic topic : seen.values()) {
            compared++;
            TopicPolicy own = byName.get(topic.name());
            if (own != null) {
                compare(own, topic);
            } else if (!topic.isInternal()) {
                patterns.stream()
                        .filter(policy -> policy.appliesTo(topic.name()))
                        .forEach(policy -> compare(policy, topic));
            }
            drifts.addAll(rules.check(topic, configs(topic)));
            if (policies.rules().needConfigs() && configs(topic).isEmpty()) {
                drifts.add(new TopicDrift.NotReadable(topic.name(), configGap(topic.name())));
            }
        }
        unreadable();
        return new TopicReport(state, List.copyOf(new LinkedHashSet<>(drifts)), compared);
    }

    /** A topic that is not among those seen: absent, denied and unreachable are three different answers. */
    private void absent(String name) {
        if (seen.containsKey(name)) {
            return;
        }
        Gap gap = topicGaps.remove(Gap.topicSubject(name));
        if (gap != null) {
            drifts.add(new TopicDrift.NotReadable(name, gap));
            return;
        }
        policies.policies().stream()
                .filter(policy -> policy.topic().filter(name::equals).isPresent())
                .forEach(policy -> drifts.add(new TopicDrift.Missing(policy)));
        seen.keySet().stream()
                .filter(existing -> TopicNames.collide(name, existing))
                .forEach(existing -> drifts.add(new TopicDrift.NameCollision(name, existing)));
    }

    /** What could not be read of topics that no policy names: a rule or a pattern may hold for them. */
    private void unreadable() {
        topicGaps.values().forEach(gap -> drifts.add(new TopicDrift.NotReadable(gap.subject(), gap)));
    }

    private void compare(TopicPolicy policy, Topic topic) {
        policy.id()
                .filter(id -> !id.equals(topic.id()))
                .ifPresent(id -> drifts.add(new TopicDrift.Recreated(topic.name(), id, topic.id())));
        policy.partitions().ifPresent(range -> partitions(policy, range, topic));
        policy.replicationFactor().ifPresent(declared -> replicationFactor(declared, topic));
        Optional<ConfigSet> configs = configs(topic);
        if (configs.isPresent()) {
            policy.configs()
                    .forEach((key, declared) ->
                            config(policy, topic, key, configs.get().values().get(key)));
            undeclared(policy, topic, configs.get());
        } else if (!policy.configs().isEmpty() || policy.isExact()) {
            drifts.add(new TopicDrift.NotReadable(topic.name(), configGap(topic.name())));
        }
    }

    private void partitions(TopicPolicy policy, PartitionRange range, Topic topic) {
        int count = topic.partitionCount();
        if (count < range.minimum()) {
            drifts.add(new TopicDrift.TooFewPartitions(topic.name(), range, count, growthRisk(policy, topic)));
        } else if (count > range.maximum()) {
            drifts.add(new TopicDrift.TooManyPartitions(topic.name(), range, count));
        }
    }

    private Risk growthRisk(TopicPolicy policy, Topic topic) {
        if (topic.name().endsWith("-changelog") || topic.name().endsWith("-repartition")) {
            return Risk.IMPOSSIBLE;
        }
        boolean compacted = configs(topic)
                .flatMap(configs -> configs.value("cleanup.policy"))
                .filter(value -> value.contains("compact"))
                .isPresent();
        return policy.isKeyed() || compacted ? Risk.DATA_LOSS : Risk.ORDERING;
    }

    private void replicationFactor(int declared, Topic topic) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (int index = 0; index < topic.partitionCount(); index++) {
            counts.merge(topic.replicationFactor(index), 1, Integer::sum);
        }
        if (counts.size() > 1 || !counts.containsKey(declared)) {
            drifts.add(new TopicDrift.ReplicationFactor(topic.name(), declared, counts));
        }
    }

    private void config(TopicPolicy policy, Topic topic, String key, @Nullable ConfigValue value) {
        String declared = policy.configs().get(key);
        if (declared == null) {
            return;
        }
        if (value == null) {
            drifts.add(new TopicDrift.NotReadable(
                    topic.name(),
                    new Gap(
                            key + " of topic " + topic.name(),
                            Gap.Kind.UNSUPPORTED,
                            "the brokers do not name this config")));
        } else if (!ConfigType.same(key, declared, value.value())) {
            ConfigRisk risk = ConfigRisk.of(topic, key, value.value(), declared);
            drifts.add(new TopicDrift.Config(topic.name(), key, declared, value, risk.risk(), risk.reason()));
        } else if (value.source() != ConfigValue.Source.DYNAMIC_TOPIC) {
            drifts.add(new TopicDrift.Inherited(topic.name(), key, value, severity(policy.pinsDefaults())));
        }
    }

    private void undeclared(TopicPolicy policy, Topic topic, ConfigSet configs) {
        Map<String, String> declared = policy.configs();
        configs.values().entrySet().stream()
                .filter(entry -> entry.getValue().source() == ConfigValue.Source.DYNAMIC_TOPIC)
                .filter(entry -> !declared.containsKey(entry.getKey()) && !NEVER_OURS.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> drifts.add(new TopicDrift.UndeclaredOverride(
                        topic.name(), entry.getKey(), entry.getValue().value(), severity(policy.isExact()))));
    }

    private static TopicDrift.Severity severity(boolean violation) {
        return violation ? TopicDrift.Severity.VIOLATION : TopicDrift.Severity.REMARK;
    }

    private Optional<ConfigSet> configs(Topic topic) {
        return state.topicConfigs().value().map(all -> all.get(topic.name()));
    }

    private Gap configGap(String topic) {
        Gap gap = configGaps.get(Gap.topicConfigsSubject(topic));
        if (gap != null) {
            return gap;
        }
        return state.topicConfigs().value().isEmpty()
                ? state.topicConfigs().gaps().get(0)
                : new Gap(Gap.topicConfigsSubject(topic), Gap.Kind.NOT_ASKED, "nobody asked for them");
    }
}
