// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.KafkaNode.Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Where nodes listen, and where they send others: K09, K10. */
final class ListenerLint implements Rules {
    private static final String ADVERTISED = "advertised.listeners";
    private static final Set<String> SECURE = Set.of("SSL", "SASL_SSL", "SASL_PLAINTEXT");
    private static final Set<String> NOWHERE = Set.of("localhost", "127.0.0.1", "0.0.0.0", "::1");

    @Override
    public void check(Manifests found, Findings findings) {
        Map<String, KafkaNode> advertised = new HashMap<>();
        for (KafkaNode node : found.nodes) {
            contradictions(node, findings);
            if (!node.isBroker()) {
                continue;
            }
            if (node.isSet(ADVERTISED)) {
                wrong(node, found, findings);
                same(node, advertised, findings);
            } else if (node.isSet("listeners") && bindsAll(node) && node.origin != KafkaNode.Origin.FILE) {
                findings.error(
                        LintRule.K09,
                        node.placeOf("listeners"),
                        node.name + " has no " + ADVERTISED
                                + ": clients are sent to the name of the container, which is"
                                + " not known outside of it",
                        "Set " + ADVERTISED + " to what others reach");
            }
        }
    }

    private static boolean bindsAll(KafkaNode node) {
        List<String> controllers = node.list("controller.listener.names");
        return node.listeners("listeners").entrySet().stream()
                .filter(entry -> !controllers.contains(entry.getKey()))
                .anyMatch(entry -> entry.getValue().host().isEmpty()
                        || entry.getValue().host().equals("0.0.0.0"));
    }

    private static void wrong(KafkaNode node, Manifests found, Findings findings) {
        Map<String, Address> listeners = node.listeners("listeners");
        boolean alone = found.brokers().size() < 2;
        node.listeners(ADVERTISED).forEach((name, address) -> {
            if (!listeners.isEmpty() && !listeners.containsKey(name)) {
                findings.error(
                        LintRule.K09,
                        node.placeOf(ADVERTISED),
                        ADVERTISED + " of " + node.name + " has " + name + ", which is not in listeners "
                                + listeners.keySet() + ", so it does not start",
                        "Name the same listeners in both");
            }
            // In Compose, the machine's own clients come through a listener of their own.
            boolean forOthers = node.origin == KafkaNode.Origin.KUBERNETES
                    || name.equals(node.interBrokerListener())
                    || node.listeners(ADVERTISED).size() == 1;
            boolean nowhere =
                    address.host().equals("0.0.0.0") || (NOWHERE.contains(address.host()) && forOthers && !alone);
            if (nowhere && node.origin != KafkaNode.Origin.FILE) {
                findings.error(
                        LintRule.K09,
                        node.placeOf(ADVERTISED),
                        name + " of " + node.name + " is advertised as " + address.host()
                                + ": whoever connects is sent to itself",
                        "Advertise the name of the service or the pod");
            }
            behindService(node, name, address, found, findings);
        });
    }

    private static void behindService(
            KafkaNode node, String name, Address address, Manifests found, Findings findings) {
        if (node.hosts.contains(address.host())) {
            return;
        }
        String service = address.host().split("\\.", 2)[0];
        boolean shared = found.resource("Service", service)
                .filter(resource -> !resource.document().at("spec", "clusterIP").is("None"))
                .filter(resource -> node.workload
                        .filter(workload ->
                                workload.isSelectedBy(resource.document().at("spec", "selector")))
                        .filter(workload -> workload.replicas() > 1)
                        .isPresent())
                .isPresent();
        if (shared) {
            findings.error(
                    LintRule.K09,
                    node.placeOf(ADVERTISED),
                    name + " of " + node.name + " is advertised as service " + service
                            + ", which leads to any pod: clients reach the leader of a partition only by luck",
                    "Advertise the pod's own name, $(POD_NAME).<headless service>");
        }
    }

    private static void same(KafkaNode node, Map<String, KafkaNode> advertised, Findings findings) {
        Optional<String> value = node.value(ADVERTISED);
        if (value.isEmpty() || value.get().isEmpty() || value.get().contains("$")) {
            return;
        }
        KafkaNode other = advertised.putIfAbsent(value.get(), node);
        boolean local =
                node.listeners(ADVERTISED).values().stream().allMatch(address -> NOWHERE.contains(address.host()));
        if (other != null && !local) {
            findings.error(
                    LintRule.K09,
                    node.placeOf(ADVERTISED),
                    node.name + " and " + other.name + " both advertise " + value.get()
                            + ": clients reach the leader of a partition only by luck",
                    "Advertise an address of its own for each node");
        }
    }

    private static void contradictions(KafkaNode node, Findings findings) {
        Map<String, Address> listeners = node.listeners("listeners");
        Set<String> ports = new HashSet<>();
        listeners.forEach((name, address) -> {
            if (!ports.add(address.port())) {
                findings.error(
                        LintRule.K10,
                        node.placeOf("listeners"),
                        "two listeners of " + node.name + " are on port " + address.port() + ", so it does not start",
                        "Give each listener its own port");
            }
            boolean mapped = node.isSet("listener.security.protocol.map")
                    ? node.value("listener.security.protocol.map").isEmpty()
                            || node.protocols().containsKey(name)
                    : isMappedByDefault(name, node);
            if (!mapped) {
                findings.error(
                        LintRule.K10,
                        node.placeOf("listeners"),
                        "listener " + name + " of " + node.name
                                + " is not in listener.security.protocol.map, so the node does not start",
                        "Add " + name + ":<protocol> to the map");
            }
        });
        if (node.list("controller.listener.names")
                .contains(node.value("inter.broker.listener.name").orElse(""))) {
            findings.error(
                    LintRule.K10,
                    node.placeOf("inter.broker.listener.name"),
                    "inter.broker.listener.name of " + node.name + " is a controller listener, so it does not start",
                    "Give brokers a listener of their own");
        }
    }

    /**
     * Without a map, names of protocols mean themselves, and listeners of controllers are PLAINTEXT if no listener has the name
     * of another protocol (Kafka's {@code effectiveListenerSecurityProtocolMap}).
     */
    private static boolean isMappedByDefault(String name, KafkaNode node) {
        List<String> controllers = node.list("controller.listener.names");
        boolean plain = Stream.concat(controllers.stream(), node.listeners("listeners").keySet().stream())
                .noneMatch(SECURE::contains);
        return SecurityProtocol.names().contains(name) || (plain && controllers.contains(name));
    }
}
