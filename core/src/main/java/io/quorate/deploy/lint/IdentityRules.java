// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/** Who a node is: K01, K03, K04, K31. */
final class IdentityRules implements Rules {
    /** Of the image, of its examples, and of tutorials. */
    private static final Set<String> SAMPLES = Set.of(
            "5L6g3nShT-eMCtK--X86sw",
            "4L6g3nShT-eMCtK--X86sw",
            "MkU3OEVBNTcwNTJENDM2Qk",
            "MkU3OEVBNTcwNTJENDM2Qg",
            "abcdefghijklmnopqrstuv",
            "r4zt_wrqTRuT7W2NJsB_GA",
            "Some_Cluster_Id_1234567");

    private static final List<String> NEEDED = List.of("process.roles", "node.id", "controller.listener.names");

    @Override
    public void check(Manifests found, Findings findings) {
        ids(found, findings);
        clusterIds(found, findings);
        found.nodes.forEach(node -> dropped(node, findings));
    }

    private static void ids(Manifests found, Findings findings) {
        Map<String, KafkaNode> seen = new HashMap<>();
        for (KafkaNode node : found.nodes) {
            String key = node.isSet("node.id") ? "node.id" : "broker.id";
            Optional<String> id = node.value(key);
            if (id.isEmpty()) {
                continue;
            }
            if (!id.get().matches("\\d{1,9}")) {
                if (!id.get().contains("$")) { // else K02 has said it
                    findings.error(
                            LintRule.K01,
                            node.placeOf(key),
                            key + " of " + node.name + " is \"" + id.get()
                                    + "\": it must be a number, so the node does not start",
                            "Take the number of the pod, from the label apps.kubernetes.io/pod-index or ${HOSTNAME##*-}"
                                    + " in a shell");
                }
                continue;
            }
            KafkaNode other = seen.putIfAbsent(id.get(), node);
            if (other == null) {
                continue;
            }
            if (node.workload.isPresent() && node.workload.equals(other.workload)) {
                findings.error(
                        LintRule.K01,
                        node.placeOf(key),
                        "all pods of " + node.workload.get().name() + " have " + key + "=" + id.get()
                                + ": the second one is refused by the controllers, or takes the first one's place",
                        "Give each pod its own id");
            } else {
                findings.error(
                        LintRule.K31,
                        node.placeOf(key),
                        node.name + " and " + other.name + " both have " + key + "=" + id.get()
                                + ": ids of brokers and controllers share one range",
                        "Give each node its own id, for example with ordinals.start");
            }
        }
    }

    private static void clusterIds(Manifests found, Findings findings) {
        Set<String> all = new TreeSet<>();
        for (KafkaNode node : found.nodes) {
            if (node.usesZooKeeper() || node.origin == KafkaNode.Origin.FILE) {
                continue;
            }
            Optional<Setting> id = node.clusterId;
            if (id.isEmpty()) {
                if (node.stockEntryPoint && node.flavour == Flavour.APACHE) {
                    findings.error(
                            LintRule.K03,
                            node.place,
                            "no CLUSTER_ID for " + node.name
                                    + ": the image uses one of its own, which half of the world has, so nodes of two"
                                    + " clusters do not notice when they mix",
                            "Set CLUSTER_ID to one that kafka-storage random-uuid made, once");
                }
                continue;
            }
            id.get().value().ifPresent(value -> clusterId(value, id.get(), findings));
            id.get().value().ifPresent(all::add);
            if (all.size() > 1) {
                findings.error(
                        LintRule.K03,
                        id.get().place(),
                        "nodes have different cluster ids, " + all + ": they refuse each other",
                        "Set the same CLUSTER_ID on all nodes");
                return;
            }
        }
    }

    private static void clusterId(String value, Setting setting, Findings findings) {
        if (value.contains("random-uuid")) {
            findings.error(
                    LintRule.K03,
                    setting.place(),
                    "the cluster id is made anew at each start: nodes get different ones, and a node that was formatted"
                            + " refuses its own disk",
                    "Make one id, once, and write it down");
        } else if (SAMPLES.contains(value)) {
            findings.error(
                    LintRule.K03,
                    setting.place(),
                    "CLUSTER_ID=" + value
                            + " is a sample that many clusters have: nodes of two of them do not notice when"
                            + " they mix",
                    "Make your own with kafka-storage random-uuid");
        } else if (!isUuid(value)) {
            findings.warning(
                    LintRule.K03,
                    setting.place(),
                    "CLUSTER_ID=" + value + " is no id as Kafka makes them: brokers take it, tools may not",
                    "Make one with kafka-storage random-uuid");
        }
    }

    private static boolean isUuid(String text) {
        try {
            return Uuid.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void dropped(KafkaNode node, Findings findings) {
        boolean variables = node.stockEntryPoint && node.flavour == Flavour.APACHE && !node.settings.isEmpty();
        if (!variables || node.usesZooKeeper()) {
            return;
        }
        List<String> missing = NEEDED.stream().filter(key -> !node.isSet(key)).toList();
        if (!missing.isEmpty()) {
            findings.error(
                    LintRule.K04,
                    node.place,
                    "a KAFKA_* variable makes the image drop its whole default configuration, and " + missing + " of "
                            + node.name + " are not set, so it does not start",
                    "Set all of " + NEEDED + ", or no KAFKA_* variable at all");
        }
    }
}
