// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.internal.BrokerKeys;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What happens to records, and what properties mean: K11 to K16, K24, K29, K32. */
final class DurabilityRules implements Rules {
    private static final String REPLICAS = "default.replication.factor";
    private static final String MIN_ISR = "min.insync.replicas";
    private static final int USUAL = 3;
    private static final List<String> INTERNAL = List.of(
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "share.coordinator.state.topic.replication.factor");
    private static final List<String> INTERNAL_MIN_ISR =
            List.of("transaction.state.log.min.isr", "share.coordinator.state.topic.min.isr");

    @Override
    public void check(Manifests found, Findings findings) {
        int brokers = found.brokers().size();
        boolean whole = found.isWhole();
        for (KafkaNode node : found.brokers()) {
            alone(node, findings);
            if (!whole || brokers >= USUAL) {
                defaults(node, findings);
            }
            if (whole) {
                internal(node, brokers, findings);
                OptionalInt replicas = node.number(REPLICAS);
                if (replicas.isPresent() && replicas.getAsInt() > brokers) {
                    findings.error(
                            LintRule.K32,
                            node.placeOf(REPLICAS),
                            REPLICAS + "=" + replicas.getAsInt() + ", but " + brokers
                                    + " brokers are started: topics cannot be created",
                            "Start " + replicas.getAsInt() + " brokers, or ask for fewer replicas");
                }
            }
        }
        racks(found, findings);
        found.nodes.forEach(node -> unknown(node, findings));
    }

    private static void alone(KafkaNode node, Findings findings) {
        OptionalInt replicas = node.number(REPLICAS);
        OptionalInt minIsr = node.number(MIN_ISR);
        if (replicas.isPresent()
                && minIsr.isPresent()
                && replicas.getAsInt() > 1
                && minIsr.getAsInt() >= replicas.getAsInt()) {
            findings.error(
                    LintRule.K11,
                    node.placeOf(MIN_ISR),
                    MIN_ISR + "=" + minIsr.getAsInt() + " of " + REPLICAS + "=" + replicas.getAsInt()
                            + ": every restart of a broker stops writes",
                    "Set " + MIN_ISR + "=" + (replicas.getAsInt() - 1));
        }
        if (node.value("unclean.leader.election.enable")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            findings.error(
                    LintRule.K16,
                    node.placeOf("unclean.leader.election.enable"),
                    "a replica that is not in sync may lead, and what it has not got is lost without a word",
                    "Set unclean.leader.election.enable=false");
        }
        if (!node.isSet("auto.create.topics.enable")
                || node.value("auto.create.topics.enable")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent()) {
            findings.warning(
                    LintRule.K15,
                    node.placeOf("auto.create.topics.enable"),
                    "auto.create.topics.enable is not false on " + node.name + ": a typing mistake makes a topic",
                    "Set auto.create.topics.enable=false");
        }
    }

    private static void defaults(KafkaNode node, Findings findings) {
        boolean replicasUnknown = node.isSet(REPLICAS) && node.number(REPLICAS).isEmpty();
        int replicas = node.number(REPLICAS).orElse(1);
        if (!replicasUnknown && replicas < USUAL) {
            findings.warning(
                    LintRule.K12,
                    node.placeOf(REPLICAS),
                    REPLICAS + " of " + node.name + " is " + replicas
                            + (node.isSet(REPLICAS) ? "" : " since it is not set")
                            + ": topics that say nothing are lost with a broker",
                    "Set " + REPLICAS + "=3");
        }
        boolean minIsrUnknown = node.isSet(MIN_ISR) && node.number(MIN_ISR).isEmpty();
        if (!minIsrUnknown && node.number(MIN_ISR).orElse(1) < 2) {
            findings.warning(
                    LintRule.K12,
                    node.placeOf(MIN_ISR),
                    MIN_ISR + " of " + node.name + " is 1" + (node.isSet(MIN_ISR) ? "" : " since it is not set")
                            + ": a record is acknowledged while one broker has it",
                    "Set " + MIN_ISR + "=2");
        }
    }

    private static void internal(KafkaNode node, int brokers, Findings findings) {
        for (String key : INTERNAL) {
            int value = node.number(key).orElse(USUAL);
            boolean unknown = node.isSet(key) && node.number(key).isEmpty();
            boolean asked = node.isSet(key) || key.startsWith("offsets");
            if (!unknown && asked && value > brokers) {
                findings.error(
                        LintRule.K14,
                        node.placeOf(key),
                        key + " is " + value + (node.isSet(key) ? "" : " since it is not set") + ", but there are "
                                + brokers + " brokers: the topic is never created, and groups never work",
                        "Start " + value + " brokers, or set " + key + "=" + brokers);
            }
            if (brokers >= USUAL && value == 1) {
                one(node, key, findings);
            }
        }
        for (String key : INTERNAL_MIN_ISR) {
            if (brokers >= USUAL && node.number(key).orElse(2) == 1) {
                one(node, key, findings);
            }
        }
    }

    private static void one(KafkaNode node, String key, Findings findings) {
        findings.error(
                LintRule.K13,
                node.placeOf(key),
                key + "=1, as in examples for one broker: offsets and transactions are lost with that broker",
                "Leave " + key + " out: Kafka's own default is safe");
    }

    private static void racks(Manifests found, Findings findings) {
        List<KafkaNode> brokers = found.brokers();
        List<KafkaNode> with =
                brokers.stream().filter(node -> node.isSet("broker.rack")).toList();
        if (with.isEmpty() || !found.isWhole()) {
            return;
        }
        Set<String> racks = with.stream()
                .flatMap(node -> node.value("broker.rack").stream())
                .collect(Collectors.toCollection(TreeSet::new));
        KafkaNode first = with.get(0);
        String fix = "Set broker.rack on every broker to where it stands";
        if (with.size() < brokers.size()) {
            findings.warning(
                    LintRule.K24,
                    first.placeOf("broker.rack"),
                    "only " + with.size() + " of " + brokers.size()
                            + " brokers have a broker.rack: replicas are not spread over racks at all",
                    fix);
        } else if (racks.contains("")) {
            findings.warning(
                    LintRule.K24,
                    first.placeOf("broker.rack"),
                    "broker.rack is empty, which is a rack like any other: replicas are not spread",
                    fix);
        } else if (racks.size() == 1 && brokers.size() >= USUAL && known(with)) {
            findings.warning(
                    LintRule.K24,
                    first.placeOf("broker.rack"),
                    "broker.rack is " + racks + " on every broker: replicas are not spread",
                    fix);
        }
    }

    private static boolean known(List<KafkaNode> nodes) {
        return nodes.stream().allMatch(node -> node.value("broker.rack").isPresent());
    }

    private static void unknown(KafkaNode node, Findings findings) {
        for (String key : new LinkedHashSet<>(node.settings.keySet())) {
            boolean known =
                    BrokerKeys.isKnown(key, 4, 3) || BrokerKeys.isKnown(key, 3, 3) || BrokerKeys.isKnown(key, 3, 9);
            if (!known && !key.contains("confluent") && !key.startsWith("metric") && !key.endsWith(".class")) {
                findings.warning(
                        LintRule.K29,
                        node.placeOf(key),
                        "brokers do not know " + key + ": it is ignored, with a line in the log",
                        BrokerKeys.nearest(key)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Remove it")
                                .replaceAll("\\?$", ""));
            }
        }
    }
}
