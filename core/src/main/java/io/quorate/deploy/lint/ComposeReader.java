// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recovers nodes from a Compose file, with the files of properties and variables that it refers to. */
final class ComposeReader {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\$|\\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-?+])([^}]*))?\\}|([A-Za-z_][A-Za-z0-9_]*))");
    private static final Pattern OTHER_TOOL = Pattern.compile(
            "(ui|akhq|kafdrop|exporter|connect|schema-registry|rest|zookeeper|ksql|cruise|manager|init)");

    private final Manifests found;
    private final Map<String, List<Setting>> files;
    private final Map<String, String> environment = new HashMap<>();

    ComposeReader(Manifests found, Map<String, List<Setting>> files) {
        this.found = found;
        this.files = files;
        files.forEach((name, settings) -> {
            if (name.equals(".env") || name.endsWith("/.env")) {
                settings.forEach(setting -> setting.value().ifPresent(value -> environment.put(setting.key(), value)));
            }
        });
    }

    static boolean isCompose(Yaml document) {
        return !document.at("services").isMissing() && document.at("kind").isMissing();
    }

    void read(String file, Yaml document) {
        document.at("services").entries().forEach((name, service) -> {
            if (isKafka(name, service)) {
                found.nodes.add(node(file, name, service));
            }
        });
    }

    private boolean isKafka(String name, Yaml service) {
        String image = service.at("image").textOr("");
        String repository = image.substring(image.lastIndexOf('/') + 1);
        boolean kafka = repository.contains("kafka") || repository.startsWith("cp-server");
        boolean tool = OTHER_TOOL.matcher(repository).find()
                || (!kafka && OTHER_TOOL.matcher(name).find());
        if (tool
                || (!kafka
                        && !image.isEmpty()
                        && variables("", service).keySet().stream().noneMatch("KAFKA_NODE_ID"::equals))) {
            return false;
        }
        String words = service.at("command").words() + service.at("entrypoint").words();
        boolean starts = words.isBlank() || Commands.startsKafka(words) || words.contains("docker/run");
        return kafka
                && (starts || !variables("", service).isEmpty())
                && !words.contains("kafka-topics")
                && !words.contains("kafka-console");
    }

    private KafkaNode node(String file, String name, Yaml service) {
        Place place = new Place(file, service.line());
        KafkaNode node =
                new KafkaNode(name, place, Flavour.of(service.at("image").textOr("")));
        node.origin = KafkaNode.Origin.COMPOSE;
        node.service = service;
        service.at("hostname").text().ifPresent(node.hosts::add);
        service.at("container_name").text().ifPresent(node.hosts::add);
        service.at("networks").entries().values().forEach(network -> network.at("aliases")
                .items()
                .forEach(alias -> alias.text().ifPresent(node.hosts::add)));
        node.variables.putAll(variables(file, service));
        String words = (service.at("entrypoint").words() + service.at("command").words()).replace("$$", "$");
        node.stockEntryPoint = !Commands.startsKafka(words);
        if (node.stockEntryPoint) {
            node.variables.values().forEach(variable -> node.flavour
                    .property(variable.key())
                    .ifPresent(key -> node.settings.put(key, new Setting(key, variable.value(), variable.place()))));
        }
        mountedProperties(service).forEach(setting -> node.settings.putIfAbsent(setting.key(), setting));
        node.clusterId = clusterId(node, words, place);
        if (Commands.makesClusterId(words)) {
            node.clusterId = Optional.of(Setting.of("CLUSTER_ID", "$(random-uuid)", place));
        }
        return node;
    }

    private static Optional<Setting> clusterId(KafkaNode node, String words, Place place) {
        for (String key : List.of("CLUSTER_ID", "KAFKA_KRAFT_CLUSTER_ID", "KAFKA_CLUSTER_ID")) {
            Setting variable = node.variables.get(key);
            if (variable != null) {
                return Optional.of(variable);
            }
        }
        return Commands.clusterId(words).map(id -> Setting.of("CLUSTER_ID", id, place));
    }

    /** By name, as they are in the container. */
    private Map<String, Setting> variables(String file, Yaml service) {
        Map<String, Setting> all = new LinkedHashMap<>();
        Yaml fromFiles = service.at("env_file");
        fromFiles.text().ifPresent(name -> fileVariables(name, all));
        fromFiles.items().forEach(item -> item.text()
                .or(() -> item.at("path").text())
                .ifPresent(name -> fileVariables(name, all)));
        Yaml environment = service.at("environment");
        environment
                .entries()
                .forEach((key, value) ->
                        all.put(key, new Setting(key, interpolate(value.textOr("")), new Place(file, value.line()))));
        environment.items().forEach(item -> {
            String[] parts = item.textOr("").split("=", 2);
            all.put(
                    parts[0],
                    new Setting(
                            parts[0],
                            parts.length > 1 ? interpolate(parts[1]) : Optional.empty(),
                            new Place(file, item.line())));
        });
        return all;
    }

    private void fileVariables(String name, Map<String, Setting> all) {
        Optional<List<Setting>> known = files.entrySet().stream()
                .filter(entry -> PathNames.same(entry.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
        known.ifPresent(settings -> settings.forEach(setting -> all.put(setting.key(), setting)));
        if (known.isEmpty()) {
            found.unknown.add("variables of " + name + ", which is not among the files");
        }
    }

    private List<Setting> mountedProperties(Yaml service) {
        for (Yaml volume : service.at("volumes").items()) {
            String source = volume.text()
                    .map(text -> text.split(":", -1)[0])
                    .orElse(volume.at("source").textOr(""));
            if (source.endsWith(".properties")) {
                Optional<List<Setting>> known = files.entrySet().stream()
                        .filter(entry -> PathNames.same(entry.getKey(), source))
                        .map(Map.Entry::getValue)
                        .findFirst();
                if (known.isPresent()) {
                    return known.get();
                }
                found.unknown.add("properties of " + source + ", which is not among the files");
            }
        }
        return List.of();
    }

    /** What Compose makes of variables; empty if a variable has no value here. */
    private Optional<String> interpolate(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(4) : matcher.group(1);
            if (name == null) {
                matcher.appendReplacement(out, Matcher.quoteReplacement("$"));
                continue;
            }
            String value = environment.get(name);
            if (value == null && "-".equals(matcher.group(2))) {
                value = matcher.group(3);
            }
            if (value == null) {
                found.unknown.add("variable " + name + " of Compose");
                return Optional.empty();
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(out);
        return Optional.of(out.toString());
    }
}
