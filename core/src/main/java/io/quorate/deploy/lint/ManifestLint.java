// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import io.quorate.deploy.lint.LintReport.Unreadable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads Compose files, Kubernetes manifests, {@code server.properties} and files of variables that others wrote, and says what
 * will break at run time (rules {@link LintRule#K01} to {@link LintRule#K32}).
 *
 * <ol>
 *   <li>All files are taken for those of one cluster.
 *   <li>The Kafka nodes in them are recovered, one for each service or pod, with the properties that the image makes of
 *       variables, or that a mounted file has.
 *   <li>Values that the files do not tell (secrets, variables of the shell, files that are not given) are unknown, and no
 *       rule takes unknown for wrong.
 * </ol>
 */
public final class ManifestLint {
    private ManifestLint() {}

    /**
     * Looks at files.
     *
     * @param files all files of one cluster
     * @return what was found, also if some files cannot be read
     */
    public static LintReport lint(List<ManifestFile> files) {
        Manifests found = new Manifests();
        List<Unreadable> unreadable = new ArrayList<>();
        Map<String, List<Setting>> texts = new LinkedHashMap<>();
        Map<String, List<Yaml>> documents = new LinkedHashMap<>();
        for (ManifestFile file : files) {
            try {
                read(file, texts, documents);
            } catch (UnreadableFile e) {
                unreadable.add(new Unreadable(new Place(file.name(), e.line()), e.reason()));
            }
        }
        recover(found, texts, documents);
        List<LintFinding> findings = new ArrayList<>(found.whileReading);
        Findings sink = new Findings(findings);
        Stream.<Rules>of(
                        new IdentityRules(),
                        new QuorumRules(),
                        new ListenerLint(),
                        new DurabilityRules(),
                        new ImageRules(),
                        new PodRules(),
                        new StorageRules(),
                        new ServiceRules(),
                        new ComposeRules())
                .forEach(rules -> rules.check(found, sink));
        return new LintReport(
                findings.stream()
                        .distinct()
                        .sorted(Comparator.comparing(
                                        (LintFinding finding) -> finding.place().file())
                                .thenComparing(finding -> finding.place().line())
                                .thenComparing(LintFinding::rule))
                        .toList(),
                unreadable,
                found.nodes.stream().map(KafkaNode::describe).toList(),
                List.copyOf(found.unknown));
    }

    private static void read(ManifestFile file, Map<String, List<Setting>> texts, Map<String, List<Yaml>> documents) {
        String name = file.name();
        if (file.content().length() > YamlReader.MOST_CHARACTERS) {
            throw new UnreadableFile(1, "it has more than " + YamlReader.MOST_CHARACTERS + " characters");
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
            documents.put(name, YamlReader.read(file.content()));
        } else if (name.endsWith(".properties") || name.endsWith(".env")) {
            texts.put(name, PropertiesText.read(file.content(), line -> new Place(name, line)));
        } else {
            throw new UnreadableFile(1, "its name says nothing: expected .yaml, .yml, .json, .properties or .env");
        }
    }

    private static void recover(Manifests found, Map<String, List<Setting>> texts, Map<String, List<Yaml>> documents) {
        ComposeReader compose = new ComposeReader(found, texts);
        documents.forEach((file, all) -> all.forEach(document -> {
            if (ComposeReader.isCompose(document)) {
                compose.read(file, document);
            } else {
                resource(found, file, document);
            }
        }));
        new KubernetesReader(found).read();
        if (found.nodes.isEmpty()) {
            texts.forEach((file, settings) -> plain(file, settings).ifPresent(found.nodes::add));
        }
    }

    private static void resource(Manifests found, String file, Yaml document) {
        if (document.at("kind").is("List")) {
            document.at("items").items().forEach(item -> resource(found, file, item));
        } else if (!document.at("kind").isMissing()) {
            found.resources.add(new Manifests.Resource(file, document));
        }
    }

    /** A file of properties is a node; so is one of variables that an image would turn into properties. */
    private static Optional<KafkaNode> plain(String file, List<Setting> settings) {
        boolean bitnami = settings.stream().anyMatch(setting -> setting.key().startsWith("KAFKA_CFG_"));
        KafkaNode node = new KafkaNode(file, new Place(file, 1), bitnami ? Flavour.BITNAMI : Flavour.OTHER);
        for (Setting setting : settings) {
            if (file.endsWith(".env")) {
                node.variables.put(setting.key(), setting);
                node.flavour
                        .property(setting.key())
                        .ifPresent(key -> node.settings.put(key, new Setting(key, setting.value(), setting.place())));
            } else {
                node.settings.put(setting.key(), setting);
            }
        }
        return node.settings.isEmpty() ? Optional.empty() : Optional.of(node);
    }
}
