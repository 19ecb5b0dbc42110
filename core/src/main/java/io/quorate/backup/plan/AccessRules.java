// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.AccessBackup;
import io.quorate.backup.QuotaBackup;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclBinding;

/** Which ACLs and quotas are missing, and which users need a password. */
final class AccessRules {
    private AccessRules() {}

    static void acls(AccessBackup backup, AccessBackup target, Steps steps) {
        RestoreSection section = RestoreSection.ACLS;
        var saved = steps.saved(section, backup.acls()).filter(acls -> !acls.isEmpty());
        if (saved.isEmpty()) {
            return;
        }
        steps.seen(section, target.acls()).ifPresent(acls -> {
            Set<AclBinding> there = new HashSet<>(acls);
            saved.get().forEach(acl -> {
                if (there.remove(acl)) {
                    steps.same(section, Phrases.acl(acl));
                } else if (steps.isAbsent(section, Phrases.acl(acl), target.acls())) {
                    steps.add(new RestoreStep.CreateAcl(acl));
                }
            });
            acls.stream().filter(there::contains).forEach(acl -> steps.keep(Phrases.acl(acl)));
        });
    }

    static void quotas(AccessBackup backup, AccessBackup target, Steps steps) {
        RestoreSection section = RestoreSection.QUOTAS;
        var saved = steps.saved(section, backup.quotas()).filter(quotas -> !quotas.isEmpty());
        if (saved.isEmpty()) {
            return;
        }
        steps.seen(section, target.quotas()).ifPresent(quotas -> {
            Map<String, QuotaBackup> there = new LinkedHashMap<>();
            quotas.forEach(quota -> there.put(quota.subject(), quota));
            saved.get().forEach(quota -> {
                QuotaBackup now = there.remove(quota.subject());
                if (now != null) {
                    limits(quota, now.limits(), steps);
                } else if (steps.isAbsent(section, quota.subject(), target.quotas())) {
                    steps.add(new RestoreStep.SetQuota(quota, Map.of()));
                }
            });
            there.keySet().forEach(steps::keep);
        });
    }

    private static void limits(QuotaBackup quota, Map<String, Double> now, Steps steps) {
        Map<String, Double> set = new TreeMap<>();
        Map<String, Double> before = new TreeMap<>();
        quota.limits().forEach((key, limit) -> {
            Double there = now.get(key);
            if (there != null && there > limit) {
                steps.refuse(
                        RestoreSection.QUOTAS,
                        quota.subject() + " " + key,
                        "it is " + there + ", the backup has " + limit + "; clients that are within it now would be"
                                + " throttled",
                        "lower it by hand if that is meant");
            } else if (there == null || !there.equals(limit)) {
                set.put(key, limit);
                if (there != null) {
                    before.put(key, there);
                }
            }
        });
        if (!set.isEmpty()) {
            steps.add(new RestoreStep.SetQuota(new QuotaBackup(quota.entity(), set), before));
        } else if (quota.limits().entrySet().stream().anyMatch(now.entrySet()::contains)) {
            steps.same(RestoreSection.QUOTAS, quota.subject());
        }
        keepOthers(quota.subject(), now.keySet(), quota.limits().keySet(), steps);
    }

    static void keepOthers(String subject, Collection<String> there, Collection<String> saved, Steps steps) {
        there.stream().filter(key -> !saved.contains(key)).forEach(key -> steps.keep(key + " in " + subject));
    }

    static void users(AccessBackup backup, AccessBackup target, Steps steps) {
        RestoreSection section = RestoreSection.SCRAM_USERS;
        var saved = steps.saved(section, backup.scramUsers()).filter(users -> !users.isEmpty());
        if (saved.isEmpty()) {
            return;
        }
        steps.seen(section, target.scramUsers()).ifPresent(there -> saved.get()
                .forEach((user, byMechanism) -> byMechanism.forEach((mechanism, any) -> {
                    String subject = "user " + user + " (" + mechanism + ")";
                    if (there.getOrDefault(user, Map.of()).containsKey(mechanism)) {
                        steps.same(section, subject);
                    } else if (steps.isAbsent(section, subject, target.scramUsers())) {
                        steps.notPossible(
                                section,
                                subject,
                                "nobody has its password or keys; give it a password (kafka-configs.sh --alter"
                                        + " --entity-type users, or Admin.alterUserScramCredentials)");
                    }
                })));
    }
}
