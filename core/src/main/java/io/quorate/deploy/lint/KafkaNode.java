// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One Kafka process, as far as the files tell. */
final class KafkaNode {
    final String name;
    final Place place;
    final Flavour flavour;
    final Map<String, Setting> settings = new LinkedHashMap<>();
    final Map<String, Setting> variables = new LinkedHashMap<>();
    /** Under which others reach it. */
    final Set<String> hosts = new TreeSet<>();

    Origin origin = Origin.FILE;
    Optional<Workload> workload = Optional.empty();
    Yaml service = Yaml.sequence(0, List.of());
    Optional<Setting> clusterId = Optional.empty();
    /** Whether the image's own entry point runs, which formats and turns variables into properties. */
    boolean stockEntryPoint;

    /** What kind of file it comes from. */
    enum Origin {
        FILE,
        COMPOSE,
        KUBERNETES
    }

    KafkaNode(String name, Place place, Flavour flavour) {
        this.name = name;
        this.place = place;
        this.flavour = flavour;
        hosts.add(name);
    }

    Optional<String> value(String key) {
        Setting setting = settings.get(key);
        return setting == null ? Optional.empty() : setting.value();
    }

    boolean isSet(String key) {
        return settings.containsKey(key);
    }

    OptionalInt number(String key) {
        return value(key)
                .filter(text -> text.matches("-?\\d{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    List<String> list(String key) {
        return value(key).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Where a property is set, or else where the node is. */
    Place placeOf(String key) {
        Setting setting = settings.get(key);
        return setting == null ? place : setting.place();
    }

    boolean isBroker() {
        return isSet("process.roles") ? list("process.roles").contains("broker") : !isKraftOnly();
    }

    private boolean isKraftOnly() {
        return isSet("controller.quorum.voters") && isSet("process.roles");
    }

    boolean isController() {
        return list("process.roles").contains("controller");
    }

    boolean usesZooKeeper() {
        return isSet("zookeeper.connect") && !isSet("process.roles");
    }

    /** Listeners by name. */
    Map<String, Address> listeners(String key) {
        Map<String, Address> found = new LinkedHashMap<>();
        for (String text : list(key)) {
            int scheme = text.indexOf("://");
            int colon = text.lastIndexOf(':');
            if (scheme > 0 && colon > scheme + 2) {
                found.put(
                        text.substring(0, scheme),
                        new Address(text.substring(scheme + 3, colon), text.substring(colon + 1)));
            }
        }
        return found;
    }

    Map<String, String> protocols() {
        Map<String, String> found = new LinkedHashMap<>();
        for (String text : list("listener.security.protocol.map")) {
            String[] parts = text.split(":", 2);
            found.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return found;
    }

    String protocol(String listener) {
        return protocols().getOrDefault(listener, listener);
    }

    /** The listener of other brokers: the one that is named, or that of the protocol, which is PLAINTEXT. */
    String interBrokerListener() {
        return value("inter.broker.listener.name").orElse("PLAINTEXT");
    }

    String describe() {
        List<String> parts = new ArrayList<>();
        parts.add(value("node.id")
                .or(() -> value("broker.id"))
                .map(id -> "id " + id)
                .orElse("id unknown"));
        parts.add(
                isSet("process.roles")
                        ? value("process.roles").orElse("roles unknown")
                        : usesZooKeeper() ? "broker with ZooKeeper" : "roles unknown");
        return name + " (" + parts.stream().collect(Collectors.joining(", ")) + ") at " + place;
    }

    record Address(String host, String port) {}
}
