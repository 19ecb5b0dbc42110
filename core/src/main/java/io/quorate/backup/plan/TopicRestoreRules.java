// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.TopicBackup;
import io.quorate.cluster.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which topics are created, and what is wrong with those that are there. */
final class TopicRestoreRules {
    private static final RestoreSection SECTION = RestoreSection.TOPICS;

    private final ClusterBackup backup;
    private final RestoreTarget target;
    private final RestoreOptions options;

    TopicRestoreRules(ClusterBackup backup, RestoreTarget target, RestoreOptions options) {
        this.backup = backup;
        this.target = target;
        this.options = options;
    }

    void decide(Steps steps) {
        var saved = steps.saved(SECTION, backup.topics());
        if (saved.isEmpty()) {
            return;
        }
        var seen = steps.seen(SECTION, target.cluster().topics());
        if (seen.isEmpty()) {
            return;
        }
        saved.get().forEach((name, topic) -> {
            Topic there = target.state().topics().orElse(Map.of()).get(name);
            if (there != null) {
                compare(topic, there, steps);
            } else if (steps.isAbsent(
                    SECTION, Phrases.topic(name), target.cluster().topics())) {
                create(name, topic, steps);
            }
        });
        seen.get().keySet().stream()
                .filter(name -> !saved.get().containsKey(name))
                .forEach(name -> steps.keep(Phrases.topic(name)));
    }

    private void create(String name, TopicBackup topic, Steps steps) {
        String subject = Phrases.topic(name);
        ConfigBackup configs =
                backup.configs(ConfigScope.TOPIC).orElse(Map.of()).get(name);
        Set<Integer> online = target.state().onlineBrokers();
        Set<Integer> factors = topic.replicas().stream().map(List::size).collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> missing = new TreeSet<>();
        topic.replicas().forEach(missing::addAll);
        missing.removeAll(online);
        if (configs == null) {
            steps.refuse(
                    SECTION,
                    subject,
                    "its configs are not in the backup, and with others records might be deleted",
                    "create it by hand as it has to be");
        } else if (options.placement() == Placement.AS_IN_BACKUP && !missing.isEmpty()) {
            steps.refuse(
                    SECTION,
                    subject,
                    "it had replicas on " + missing + ", and online are " + new TreeSet<>(online),
                    "start these brokers, or let the brokers choose (Placement.BROKERS_CHOOSE)");
        } else if (factors.stream().anyMatch(factor -> factor > online.size())) {
            steps.refuse(
                    SECTION,
                    subject,
                    "its replication factor is " + factors + ", and " + online.size() + " brokers are online",
                    "start more brokers; or create it with fewer replicas and raise the factor when they are there");
        } else if (factors.size() != 1) {
            steps.refuse(
                    SECTION,
                    subject,
                    "its partitions have different replication factors: " + factors,
                    "Kafka creates none like that: create it by hand with the lowest, and raise it by reassignment");
        } else {
            steps.add(new RestoreStep.CreateTopic(name, topic.replicas(), options.placement(), configs.values()));
        }
    }

    private void compare(TopicBackup topic, Topic there, Steps steps) {
        String subject = Phrases.topic(there.name());
        int wanted = topic.replicas().size();
        int now = there.partitionCount();
        if (wanted > now && options.addsPartitions()) {
            steps.add(new RestoreStep.AddPartitions(there.name(), now, wanted));
        } else if (wanted > now) {
            steps.refuse(
                    SECTION,
                    subject,
                    "it has " + now + " partitions, the backup " + wanted
                            + "; keys would go to other partitions from then on",
                    "allow it (addPartitions) if no reader depends on the order of keys");
        } else if (wanted < now) {
            steps.refuse(
                    SECTION,
                    subject,
                    "it has " + now + " partitions, the backup " + wanted + "; Kafka cannot take partitions away",
                    "keep it, or delete it with its records and plan again");
        } else {
            steps.same(SECTION, subject);
        }
        List<Integer> thinner = there.partitions().stream()
                .map(partition -> partition.index())
                .filter(index -> index < wanted
                        && there.replicationFactor(index)
                                < topic.replicas().get(index).size())
                .toList();
        if (!thinner.isEmpty()) {
            int first = thinner.get(0);
            steps.refuse(
                    SECTION,
                    subject + " replicas",
                    "partitions " + thinner + " have fewer replicas than in the backup (partition " + first + " "
                            + there.replicationFactor(first) + " instead of "
                            + topic.replicas().get(first).size() + ")",
                    "raise the replication factor by reassignment");
        }
    }
}
