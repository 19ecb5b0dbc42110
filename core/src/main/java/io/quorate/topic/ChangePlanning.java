// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns drifts into steps, as far as the mode and the consents go. */
final class ChangePlanning {
    private final TopicReport report;
    private final Mode mode;
    private final Set<TopicConsent> consents;
    private final List<TopicStep> steps = new ArrayList<>();
    private final List<TopicChanges.LeftOut> leftOut = new ArrayList<>();
    private final Map<String, Map<String, String>> set = new TreeMap<>();
    private final Map<String, Set<String>> removed = new TreeMap<>();

    private ChangePlanning(TopicReport report, Mode mode, Set<TopicConsent> consents) {
        this.report = report;
        this.mode = mode;
        this.consents = Set.copyOf(consents);
    }

    static TopicChanges plan(TopicReport report, Mode mode, Set<TopicConsent> consents) {
        ChangePlanning planning = new ChangePlanning(report, mode, consents);
        for (TopicDrift drift : report.drifts()) {
            Optional<String> reason = planning.refusal(drift);
            if (reason.isEmpty()) {
                planning.add(drift);
            } else if (drift.severity() == TopicDrift.Severity.VIOLATION) {
                planning.leftOut.add(new TopicChanges.LeftOut(drift, reason.get()));
            }
        }
        planning.addConfigs();
        return new TopicChanges(report.state().clusterId(), planning.steps, planning.leftOut);
    }

    private Optional<String> refusal(TopicDrift drift) {
        if (!drift.isFixableOnline()) {
            return Optional.of(drift.remedy());
        }
        if (report.of(drift.topic()).stream().anyMatch(TopicDrift.Recreated.class::isInstance)) {
            return Optional.of("it is not the topic that was declared");
        }
        if (drift instanceof TopicDrift.Missing && hasNameCollision(drift.topic())) {
            return Optional.of("another topic has its name but for '.' and '_'");
        }
        Mode needed = neededMode(drift);
        if (mode.compareTo(needed) < 0) {
            return Optional.of("mode " + needed + " would, the mode is " + mode);
        }
        if (needed == Mode.RECONCILE && !consents.contains(new TopicConsent(drift.topic(), drift.risk()))) {
            return Optional.of(
                    "it " + drift.risk().cost() + ", and nobody consented to " + drift.risk() + " for this topic");
        }
        return Optional.empty();
    }

    private boolean hasNameCollision(String topic) {
        return report.of(topic).stream().anyMatch(TopicDrift.NameCollision.class::isInstance);
    }

    private static Mode neededMode(TopicDrift drift) {
        if (drift instanceof TopicDrift.Missing) {
            return Mode.CREATE_MISSING;
        }
        return drift.risk() == Risk.SAFE ? Mode.RECONCILE_SAFE : Mode.RECONCILE;
    }

    private void add(TopicDrift drift) {
        if (drift instanceof TopicDrift.Missing missing) {
            TopicPolicy policy = missing.policy();
            steps.add(new TopicStep.Create(
                    drift.topic(),
                    policy.partitions().orElseThrow().minimum(),
                    policy.replicationFactor().orElseThrow(),
                    policy.configs()));
        } else if (drift instanceof TopicDrift.TooFewPartitions few) {
            Topic topic = seen(drift.topic());
            steps.add(new TopicStep.GrowPartitions(
                    topic.name(), topic.id(), few.seen(), few.declared().minimum()));
        } else if (drift instanceof TopicDrift.Config config) {
            set.computeIfAbsent(config.topic(), name -> new TreeMap<>()).put(config.key(), config.declared());
        } else if (drift instanceof TopicDrift.Inherited inherited) {
            set.computeIfAbsent(inherited.topic(), name -> new TreeMap<>())
                    .put(inherited.key(), inherited.seen().value());
        } else if (drift instanceof TopicDrift.UndeclaredOverride override) {
            removed.computeIfAbsent(override.topic(), name -> new TreeSet<>()).add(override.key());
        }
    }

    private void addConfigs() {
        Set<String> topics = new TreeSet<>(set.keySet());
        topics.addAll(removed.keySet());
        for (String name : topics) {
            Map<String, String> toSet = set.getOrDefault(name, Map.of());
            Set<String> toRemove = removed.getOrDefault(name, Set.of());
            ConfigSet seen = report.state().topicConfigs().orElse(Map.of()).get(name);
            Map<String, String> before = new TreeMap<>();
            Set<String> touched = new TreeSet<>(toSet.keySet());
            touched.addAll(toRemove);
            touched.forEach(
                    key -> before.put(key, seen == null ? "" : seen.value(key).orElse("")));
            steps.add(new TopicStep.AlterConfigs(name, seen(name).id(), toSet, toRemove, before));
        }
    }

    private Topic seen(String topic) {
        return report.state().topic(topic).orElseThrow();
    }
}
