// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Topic;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is said of topics: their partitions, their configs, and whether they can be written to. */
final class TopicItems {
    private final Cutover cutover;

    TopicItems(Cutover cutover) {
        this.cutover = cutover;
    }

    CutoverItem partitionsEqual() {
        Findings findings = new Findings(CutoverRule.PARTITIONS_EQUAL);
        ClusterState target = cutover.target().state();
        if (cutover.hasTopics(findings)
                && findings.read("topics of the target", target.topics()).isPresent()) {
            for (Topic topic : cutover.topics()) {
                String name = cutover.targetName(topic.name());
                Optional<Topic> copy = target.topic(name);
                if (copy.isEmpty()) {
                    findings.wrong(
                            "topic " + topic.name(),
                            "no topic " + name + " was seen at the target",
                            "Check the filter of topics of the mirror, and that " + name + " may be described");
                } else if (copy.get().partitionCount() != topic.partitionCount()) {
                    findings.wrong(
                            "topic " + topic.name(),
                            topic.partitionCount() + " partitions at the source, "
                                    + copy.get().partitionCount() + " at the target",
                            topic.partitionCount() > copy.get().partitionCount()
                                    ? "Let the mirror add partitions (refresh.topics.interval.seconds)"
                                    : "Partitions cannot be taken away: mirror " + topic.name()
                                            + " into a new topic, or keys change their partition");
                }
            }
        }
        return findings.item(
                cutover.topics().size() + " topics with " + cutover.partitions().size() + " partitions",
                cutover.settings().accepted());
    }

    CutoverItem configsEqual() {
        Findings findings = new Findings(CutoverRule.CONFIGS_EQUAL);
        if (cutover.hasTopics(findings)) {
            var source = findings.read(
                    "topic configs of the source", cutover.source().state().topicConfigs());
            var target = findings.read(
                    "topic configs of the target", cutover.target().state().topicConfigs());
            if (source.isPresent() && target.isPresent()) {
                for (Topic topic : cutover.topics()) {
                    @Nullable ConfigSet here = source.get().get(topic.name());
                    @Nullable ConfigSet there = target.get().get(cutover.targetName(topic.name()));
                    if (here == null || there == null) {
                        findings.unread(
                                "topic " + topic.name(),
                                "its configs were not seen at the " + (here == null ? "source" : "target"));
                    } else {
                        compare(topic.name(), here, there, findings);
                    }
                }
            }
        }
        return findings.item(
                "all that is set on " + cutover.topics().size() + " topics, and what they inherit of "
                        + CutoverCheck.COMPARED_CONFIGS.size() + " keys; not compared: "
                        + new TreeSet<>(cutover.settings().mayDiffer()),
                cutover.settings().accepted());
    }

    private void compare(String topic, ConfigSet here, ConfigSet there, Findings findings) {
        Set<String> keys = new TreeSet<>(CutoverCheck.COMPARED_CONFIGS);
        keys.addAll(setOnTopic(here));
        keys.addAll(setOnTopic(there));
        keys.removeAll(cutover.settings().mayDiffer());
        for (String key : keys) {
            Optional<String> mine = here.value(key);
            Optional<String> other = there.value(key);
            if (mine.isEmpty() && other.isEmpty()) {
                // A release that does not know the key on either side has nothing to differ in.
                continue;
            }
            if (mine.isEmpty() || other.isEmpty() || !same(key, mine.get(), other.get())) {
                findings.wrong(
                        "topic " + topic,
                        key + " is " + mine.orElse("not set") + " at the source and " + other.orElse("not set")
                                + " at the target",
                        "Set " + key + " on " + cutover.targetName(topic) + ", or name it with configsThatMayDiffer");
            }
        }
    }

    private static Set<String> setOnTopic(ConfigSet configs) {
        Set<String> keys = new TreeSet<>();
        configs.values().forEach((key, value) -> {
            if (value.source() == ConfigValue.Source.DYNAMIC_TOPIC) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Brokers keep the order of a list as it was written. */
    private static boolean same(String key, String mine, String other) {
        return key.equals("cleanup.policy")
                ? Set.copyOf(Arrays.asList(mine.split(",", -1))).equals(Set.copyOf(Arrays.asList(other.split(",", -1))))
                : mine.equals(other);
    }

    CutoverItem minIsrMet() {
        Findings findings = new Findings(CutoverRule.MIN_ISR_MET);
        int seen = minIsr("source", cutover.source().state(), findings)
                + minIsr("target", cutover.target().state(), findings);
        return findings.item(
                seen + " topics of both clusters, internal ones too",
                cutover.settings().accepted());
    }

    private static int minIsr(String side, ClusterState state, Findings findings) {
        Map<String, Topic> topics =
                findings.read("topics of the " + side, state.topics()).orElse(Map.of());
        for (Topic topic : topics.values()) {
            OptionalInt minIsr = state.minInSyncReplicas(topic.name());
            if (minIsr.isEmpty()) {
                findings.unread("topic " + topic.name(), "its min.insync.replicas was not seen at the " + side);
            } else {
                topic.partitions().stream()
                        .filter(one -> one.isOffline() || one.isUnderMinIsr(minIsr.getAsInt()))
                        .forEach(one -> findings.wrong(
                                topic.name() + "-" + one.index() + " at the " + side,
                                "leader " + one.leader() + ", ISR " + one.isr() + " of replicas " + one.replicas()
                                        + ", min.insync.replicas=" + minIsr.getAsInt(),
                                "Bring its brokers back"));
            }
        }
        return topics.size();
    }
}
