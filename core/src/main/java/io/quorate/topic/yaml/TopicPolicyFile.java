// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.yaml;

import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import io.quorate.topic.TopicRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads policies from a YAML file of the same model as {@link TopicPolicies}:
 *
 * <pre>{@code
 * clusterId: 5L6g3nShT-eMCtK--X86sw        # optional
 * rules:                                   # optional; or "rules: highly-available"
 *   minReplicationFactor: 3
 *   minInSyncReplicas: 2
 *   uncleanLeaderElection: false
 *   racksSpanned: true
 *   namePattern: "[a-z.]+"
 *   partitions: 1..100
 * topics:
 *   - name: orders                         # or matching: "orders\\..*"
 *     partitions: 12                       # or 12..24
 *     replicationFactor: 3
 *     minInSyncReplicas: 2
 *     retention: 7d                        # or forever
 *     cleanupPolicy: delete
 *     keyed: true
 *     owner: team-orders
 *     configs:
 *       segment.bytes: 104857600
 * }</pre>
 */
public final class TopicPolicyFile {
    /** A file of 10,000 topics has about 2 MB. */
    private static final int LARGEST = 32 << 20;

    private static final int MOST_ALIASES = 1_000;
    private static final Set<String> FILE_KEYS = Set.of("clusterId", "rules", "topics");
    private static final Set<String> RULE_KEYS = Set.of(
            "minReplicationFactor",
            "minInSyncReplicas",
            "uncleanLeaderElection",
            "racksSpanned",
            "namePattern",
            "partitions");
    private static final Set<String> TOPIC_KEYS = Set.of(
            "name",
            "matching",
            "partitions",
            "replicationFactor",
            "minInSyncReplicas",
            "retention",
            "retentionBytes",
            "cleanupPolicy",
            "compression",
            "configs",
            "keyed",
            "exact",
            "pinDefaults",
            "id",
            "owner");

    private final YamlReader yaml;

    private TopicPolicyFile(YamlReader yaml) {
        this.yaml = yaml;
    }

    /**
     * Reads a file.
     *
     * @param file in UTF-8
     * @return the policies
     * @throws TopicPolicyFileException if it cannot be read or declares what cannot be; lists every problem with its line
     */
    public static TopicPolicies read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TopicPolicyFileException(
                        file.toString(),
                        List.of(file + ": has " + Files.size(file) + " bytes, at most " + LARGEST + " are read"),
                        null);
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new TopicPolicyFileException(file.toString(), List.of(file + ": " + e), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param text YAML
     * @param name what to call it in messages
     * @return the policies
     * @throws TopicPolicyFileException if it declares what cannot be; lists every problem with its line
     */
    public static TopicPolicies parse(String text, String name) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(LARGEST)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (YamlEngineException e) {
            throw new TopicPolicyFileException(name, List.of(name + ": no YAML: " + e.getMessage()), e);
        }
        YamlReader yaml = new YamlReader(name);
        TopicPolicies.Builder policies = TopicPolicies.builder();
        root.ifPresent(node -> new TopicPolicyFile(yaml).file(node, policies));
        if (root.isEmpty()) {
            throw new TopicPolicyFileException(
                    name, List.of(name + ":1: is empty; it needs 'topics' or 'rules'"), null);
        }
        if (!yaml.problems().isEmpty()) {
            throw new TopicPolicyFileException(name, yaml.problems(), null);
        }
        try {
            return policies.build();
        } catch (IllegalArgumentException e) {
            throw new TopicPolicyFileException(name, List.of(name + ": " + e.getMessage()), e);
        }
    }

    private void file(Node node, TopicPolicies.Builder policies) {
        Map<String, Node> entries = yaml.mapping(node, "the file", FILE_KEYS);
        entries.forEach((key, value) -> {
            switch (key) {
                case "clusterId" -> yaml.text(value, key).ifPresent(policies::clusterId);
                case "rules" -> rules(value, policies);
                default -> yaml.sequence(value, key).forEach(topic -> topic(topic, policies));
            }
        });
    }

    private void rules(Node node, TopicPolicies.Builder policies) {
        if (node instanceof org.snakeyaml.engine.v2.nodes.ScalarNode scalar) {
            if (scalar.getValue().equals("highly-available")) {
                policies.rules(TopicRules.highlyAvailable());
            } else {
                yaml.problem(node, "rules must be a mapping, or highly-available, not '" + scalar.getValue() + "'");
            }
            return;
        }
        TopicRules.Builder rules = TopicRules.builder();
        yaml.mapping(node, "rules", RULE_KEYS).forEach((key, value) -> {
            switch (key) {
                case "minReplicationFactor" ->
                    yaml.number(value, key)
                            .ifPresent(number -> yaml.checked(value, number, rules::minReplicationFactor));
                case "minInSyncReplicas" ->
                    yaml.number(value, key).ifPresent(number -> yaml.checked(value, number, rules::minInSyncReplicas));
                case "uncleanLeaderElection" -> {
                    if (!yaml.isTrue(value, key)) {
                        rules.noUncleanLeaderElection();
                    }
                }
                case "racksSpanned" -> {
                    if (yaml.isTrue(value, key)) {
                        rules.racksSpanned();
                    }
                }
                case "namePattern" ->
                    yaml.text(value, key).ifPresent(text -> yaml.checked(value, text, rules::namePattern));
                default -> range(value, key, rules::partitionsBetween);
            }
        });
        yaml.checked(node, rules, built -> policies.rules(built.build()));
    }

    private void topic(Node node, TopicPolicies.Builder policies) {
        Map<String, Node> entries = yaml.mapping(node, "a topic", TOPIC_KEYS);
        Node name = entries.get("name");
        Node pattern = entries.get("matching");
        if ((name == null) == (pattern == null)) {
            yaml.problem(node, "a topic needs either 'name' or 'matching'");
            return;
        }
        List<TopicPolicy.Builder> opened = new ArrayList<>();
        if (name != null) {
            yaml.text(name, "name").ifPresent(text -> yaml.checked(name, text, t -> opened.add(TopicPolicy.named(t))));
        } else if (pattern != null) {
            yaml.text(pattern, "matching")
                    .ifPresent(text -> yaml.checked(pattern, text, t -> opened.add(TopicPolicy.matching(t))));
        }
        for (TopicPolicy.Builder policy : opened) {
            entries.forEach((key, value) -> declare(policy, key, value));
            yaml.checked(node, policy, built -> policies.topic(built.build()));
        }
    }

    private void declare(TopicPolicy.Builder policy, String key, Node value) {
        switch (key) {
            case "partitions" -> range(value, key, policy::partitionsBetween);
            case "replicationFactor" ->
                yaml.number(value, key).ifPresent(number -> yaml.checked(value, number, policy::replicationFactor));
            case "minInSyncReplicas" ->
                yaml.number(value, key).ifPresent(number -> yaml.checked(value, number, policy::minInSyncReplicas));
            case "retention" -> retention(policy, value);
            case "retentionBytes" -> config(policy, "retention.bytes", value);
            case "compression" -> config(policy, "compression.type", value);
            case "cleanupPolicy" -> config(policy, "cleanup.policy", value);
            case "configs" ->
                yaml.mapping(value, key, Set.of()).forEach((config, node) -> config(policy, config, node));
            case "keyed" -> ifTrue(value, key, policy::keyed);
            case "exact" -> ifTrue(value, key, policy::exact);
            case "pinDefaults" -> ifTrue(value, key, policy::pinDefaults);
            case "id" ->
                yaml.text(value, key).ifPresent(text -> yaml.checked(value, text, t -> policy.id(Uuid.fromString(t))));
            case "owner" -> yaml.text(value, key).ifPresent(policy::owner);
            default -> {
                // name and matching have opened the policy
            }
        }
    }

    private void retention(TopicPolicy.Builder policy, Node value) {
        if (yaml.text(value, "retention").filter("forever"::equals).isPresent()) {
            policy.retainForever();
        } else {
            yaml.duration(value, "retention").ifPresent(time -> yaml.checked(value, time, policy::retention));
        }
    }

    private void config(TopicPolicy.Builder policy, String key, Node value) {
        yaml.text(value, key).ifPresent(text -> yaml.checked(value, text, t -> policy.config(key, t)));
    }

    private void ifTrue(Node value, String key, Runnable setter) {
        if (yaml.isTrue(value, key)) {
            setter.run();
        }
    }

    /** Takes the two ends of a range. */
    private interface Range {
        void set(int minimum, int maximum);
    }

    private void range(Node value, String key, Range range) {
        yaml.text(value, key).ifPresent(text -> {
            String[] ends = text.split("\\.\\.", -1);
            try {
                int minimum = Integer.parseInt(ends[0].trim());
                int maximum = ends.length > 1 ? Integer.parseInt(ends[1].trim()) : minimum;
                yaml.checked(value, minimum, least -> range.set(least, maximum));
            } catch (NumberFormatException e) {
                yaml.problem(value, key + " must be a number like 12 or a range like 12..24, not '" + text + "'");
            }
        });
    }
}
