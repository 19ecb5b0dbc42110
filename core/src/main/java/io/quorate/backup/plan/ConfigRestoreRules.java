// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.topic.ConfigRisk;
import io.quorate.topic.Risk;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which configs are set on things that are there. Topics that are created get theirs when they are. */
final class ConfigRestoreRules {
    private static final RestoreSection SECTION = RestoreSection.CONFIGS;

    private final ClusterBackup backup;
    private final RestoreTarget target;
    private final boolean sameCluster;
    private final boolean hasTopics;

    ConfigRestoreRules(ClusterBackup backup, RestoreTarget target) {
        this.backup = backup;
        this.target = target;
        this.sameCluster = IdentityRules.isSameCluster(backup, target);
        this.hasTopics = !target.cluster().topics().orElse(Map.of()).isEmpty()
                || !target.cluster().topics().isComplete();
    }

    void decide(Steps steps) {
        for (ConfigScope scope : ConfigScope.values()) {
            steps.saved(SECTION, backup.configs(scope))
                    .filter(all -> !all.isEmpty())
                    .ifPresent(saved -> {
                        Observed<Map<String, ConfigBackup>> seen =
                                target.cluster().configs(scope);
                        if (steps.seen(SECTION, seen).isPresent()) {
                            saved.forEach((name, configs) -> one(scope, name, configs, steps));
                        }
                    });
        }
    }

    private void one(ConfigScope scope, String name, ConfigBackup saved, Steps steps) {
        String subject = scope.subject(name);
        Observed<Map<String, ConfigBackup>> all = target.cluster().configs(scope);
        ConfigBackup there = all.orElse(Map.of()).get(name);
        if (scope == ConfigScope.TOPIC && target.state().topic(name).isEmpty()) {
            return;
        }
        if (scope == ConfigScope.BROKER && !isForThisBroker(name, saved, steps)) {
            return;
        }
        for (String key : saved.redacted()) {
            steps.notPossible(
                    SECTION,
                    subject + " " + key,
                    "sensitive values are in no backup; set it by hand" + (isSet(there, key) ? ", if it differs" : ""));
        }
        if (there != null || steps.isAbsent(SECTION, subject, all)) {
            values(scope, name, saved, there == null ? ConfigBackup.NONE : there, steps);
        }
    }

    private static boolean isSet(@Nullable ConfigBackup there, String key) {
        return there != null && there.redacted().contains(key);
    }

    private boolean isForThisBroker(String name, ConfigBackup saved, Steps steps) {
        if (name.equals(ConfigScope.EVERY_BROKER) || saved.isEmpty()) {
            return true;
        }
        String subject = ConfigScope.BROKER.subject(name);
        if (!sameCluster) {
            steps.refuse(
                    SECTION,
                    subject,
                    "they are of a broker of cluster " + backup.clusterId() + ": " + saved.values(),
                    "set them by hand on the broker that they fit");
            return false;
        }
        if (target.state().onlineBrokers().stream().map(String::valueOf).noneMatch(name::equals)) {
            steps.refuse(SECTION, subject, "the broker is not online", "start it, and plan again");
            return false;
        }
        return true;
    }

    private void values(ConfigScope scope, String name, ConfigBackup saved, ConfigBackup there, Steps steps) {
        Map<String, String> set = new TreeMap<>();
        Map<String, String> before = new TreeMap<>();
        saved.values().entrySet().stream()
                .filter(entry -> !isThere(entry, there))
                .forEach(entry -> {
                    String key = entry.getKey();
                    String value = entry.getValue();
                    String now = there.values().get(key);
                    Optional<String> objection = objection(scope, name, key, value, Optional.ofNullable(now));
                    if (objection.isPresent()) {
                        steps.refuse(
                                SECTION,
                                scope.subject(name) + " " + key,
                                (now == null ? "it is not set" : "it is " + now) + ", the backup has " + value + ": "
                                        + objection.get(),
                                "set it by hand if that is meant");
                        return;
                    }
                    set.put(key, value);
                    if (now != null) {
                        before.put(key, now);
                    }
                });
        if (!set.isEmpty()) {
            steps.add(new RestoreStep.SetConfigs(scope, name, set, before));
        } else if (saved.values().entrySet().stream().anyMatch(entry -> isThere(entry, there))) {
            steps.same(SECTION, scope.subject(name));
        }
        AccessRules.keepOthers(
                scope.subject(name), there.values().keySet(), saved.values().keySet(), steps);
    }

    private static boolean isThere(Map.Entry<String, String> saved, ConfigBackup there) {
        String now = there.values().get(saved.getKey());
        return now != null && ConfigRisk.isSame(saved.getKey(), now, saved.getValue());
    }

    private Optional<String> objection(ConfigScope scope, String name, String key, String value, Optional<String> now) {
        return switch (scope) {
            case TOPIC -> topicObjection(name, key, value);
            case BROKER -> BrokerConfigRisk.objection(key, value, now).filter(any -> hasTopics || now.isPresent());
            case GROUP, CLIENT_METRICS ->
                now.filter(there -> BrokerConfigRisk.isLower(there, value)).map(there -> "it would be lowered");
        };
    }

    private Optional<String> topicObjection(String name, String key, String value) {
        Topic topic = target.state().topic(name).orElseThrow();
        ConfigSet effective = target.state().topicConfigs().orElse(Map.of()).get(name);
        Optional<String> seen = effective == null ? Optional.empty() : effective.value(key);
        if (seen.isEmpty()) {
            return Optional.of("nobody told what holds now");
        }
        if (ConfigRisk.isSame(key, seen.get(), value)) {
            return Optional.empty();
        }
        ConfigRisk risk = ConfigRisk.of(topic, key, seen.get(), value);
        return risk.risk() == Risk.SAFE || risk.risk() == Risk.NONE
                ? Optional.empty()
                : Optional.of("from " + seen.get() + ", that " + risk.risk().cost() + ": " + risk.reason());
    }
}
