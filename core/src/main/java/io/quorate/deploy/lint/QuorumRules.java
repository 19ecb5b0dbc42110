// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who votes: K05 to K08, and the host of a voter in Compose, K28. */
final class QuorumRules implements Rules {
    private static final String VOTERS = "controller.quorum.voters";
    private static final String BOOTSTRAP = "controller.quorum.bootstrap.servers";

    @Override
    public void check(Manifests found, Findings findings) {
        for (KafkaNode node : found.nodes) {
            if (node.isSet(VOTERS)) {
                voters(node, found, findings);
            }
            bootstrap(node, findings);
        }
        if (found.isWhole()) {
            count(found, findings);
        }
    }

    private record Voter(String id, String host, String port) {}

    private static List<Voter> parse(KafkaNode node, Findings findings) {
        List<Voter> voters = new ArrayList<>();
        for (String text : node.list(VOTERS)) {
            if (text.contains("$")) {
                continue;
            }
            int at = text.indexOf('@');
            int colon = text.lastIndexOf(':');
            if (at < 1 || colon < at) {
                findings.error(
                        LintRule.K05,
                        node.placeOf(VOTERS),
                        "\"" + text + "\" of " + VOTERS + " is not id@host:port, so " + node.name + " does not start",
                        "Write id@host:port for each controller");
                continue;
            }
            voters.add(new Voter(text.substring(0, at), text.substring(at + 1, colon), text.substring(colon + 1)));
        }
        return voters;
    }

    private static void voters(KafkaNode node, Manifests found, Findings findings) {
        List<Voter> voters = parse(node, findings);
        Set<String> ids = voters.stream().map(Voter::id).collect(Collectors.toCollection(TreeSet::new));
        Optional<String> own = node.value("node.id").filter(QuorumRules::isNumber);
        boolean complete = voters.size() == node.list(VOTERS).size() && !voters.isEmpty();
        if (complete && node.isController() && own.isPresent() && !ids.contains(own.get())) {
            findings.error(
                    LintRule.K05,
                    node.placeOf(VOTERS),
                    "controller " + own.get() + " is not among the voters " + ids + ", so it does not start",
                    "List all controllers, with their node.id");
        }
        if (!found.isWhole() || !complete) {
            return;
        }
        Map<String, KafkaNode> controllers = new TreeMap<>();
        found.controllers()
                .forEach(each ->
                        each.value("node.id").filter(QuorumRules::isNumber).ifPresent(id -> controllers.put(id, each)));
        if (controllers.size() != found.controllers().size()) {
            return;
        }
        List<String> strangers =
                ids.stream().filter(id -> !controllers.containsKey(id)).toList();
        List<String> missing =
                controllers.keySet().stream().filter(id -> !ids.contains(id)).toList();
        if (!strangers.isEmpty() || (!missing.isEmpty() && !node.isController())) {
            findings.error(
                    LintRule.K05,
                    node.placeOf(VOTERS),
                    VOTERS + " of " + node.name + " names " + ids + ", but the controllers are " + controllers.keySet()
                            + ": the others never vote, or never get a majority",
                    "List exactly the controllers, the same on every node");
            return;
        }
        // Without its service, a pod has no name at all: K20 has said it.
        boolean named = found.resources("Service").isEmpty()
                || found.workloads.stream()
                        .map(workload -> workload.spec().at("serviceName").textOr(""))
                        .allMatch(service -> found.resource("Service", service).isPresent());
        if (named) {
            voters.forEach(voter -> address(node, voter, controllers, findings));
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }

    private static void address(KafkaNode node, Voter voter, Map<String, KafkaNode> controllers, Findings findings) {
        KafkaNode controller = controllers.get(voter.id());
        if (controller == null) {
            return;
        }
        List<String> ports = controller.list("controller.listener.names").stream()
                .map(name -> controller.listeners("listeners").get(name))
                .flatMap(address -> Optional.ofNullable(address).stream())
                .map(KafkaNode.Address::port)
                .toList();
        if (!ports.isEmpty() && !ports.contains(voter.port())) {
            findings.error(
                    LintRule.K05,
                    node.placeOf(VOTERS),
                    "voter " + voter.id() + " is said to listen on " + voter.port() + ", but " + controller.name
                            + " has its controller listener on " + ports,
                    "Use the port of the controller listener");
        }
        if (controller.hosts.contains(voter.host())) {
            return;
        }
        if (controller.origin == KafkaNode.Origin.COMPOSE) {
            findings.error(
                    LintRule.K28,
                    node.placeOf(VOTERS),
                    "voter " + voter.id() + " is said to be at " + voter.host() + ", but that service is known as "
                            + controller.hosts + ": nobody finds it",
                    "Use the name of the service");
        } else {
            findings.error(
                    LintRule.K05,
                    node.placeOf(VOTERS),
                    "voter " + voter.id() + " is said to be at " + voter.host()
                            + ", which is no name of its pod: it is known as " + controller.hosts,
                    "Use <pod>.<headless service>");
        }
    }

    private static void bootstrap(KafkaNode node, Findings findings) {
        if (!node.isSet(BOOTSTRAP)) {
            return;
        }
        if (node.isSet(VOTERS)) {
            findings.warning(
                    LintRule.K07,
                    node.placeOf(BOOTSTRAP),
                    VOTERS + " and " + BOOTSTRAP + " are both set on " + node.name
                            + ": the quorum is static, and whoever adds a controller later fails",
                    "Set one of them");
        } else if (node.isController() && node.stockEntryPoint && node.flavour == Flavour.APACHE) {
            findings.error(
                    LintRule.K06,
                    node.placeOf(BOOTSTRAP),
                    "the image formats " + node.name
                            + " without --standalone or --initial-controllers, which a controller" + " with "
                            + BOOTSTRAP + " needs, so it does not start",
                    "Set " + VOTERS + ", or format in a step of your own");
        }
    }

    private static void count(Manifests found, Findings findings) {
        List<KafkaNode> controllers = found.controllers();
        int count = controllers.size();
        if (count == 0 || (count % 2 == 1 && count > 1)) {
            zones(found, findings);
            return;
        }
        KafkaNode any = controllers.get(0);
        String fix = "Run three controllers, or five";
        if (count == 2) {
            findings.error(
                    LintRule.K08,
                    any.placeOf("process.roles"),
                    "two controllers: neither may fail, which is worse than one",
                    fix);
        } else {
            findings.warning(
                    LintRule.K08,
                    any.placeOf("process.roles"),
                    count == 1
                            ? "one controller: the cluster stands still while it restarts, and is lost with its disk"
                            : count + " controllers survive no more losses than " + (count - 1),
                    fix);
        }
    }

    private static void zones(Manifests found, Findings findings) {
        Set<String> zones = new TreeSet<>();
        List<KafkaNode> controllers = found.controllers();
        for (KafkaNode controller : controllers) {
            zones.add(controller.workload.map(QuorumRules::zone).orElse(""));
        }
        if (zones.size() == 1 && !zones.contains("")) {
            findings.warning(
                    LintRule.K08,
                    controllers.get(0).place,
                    "all controllers are in zone " + zones + ": the cluster is lost with it",
                    "Spread the controllers over three zones");
        }
    }

    private static String zone(Workload workload) {
        String selector =
                workload.pod().at("nodeSelector", "topology.kubernetes.io/zone").textOr("");
        if (!selector.isEmpty()) {
            return selector;
        }
        for (Yaml term : workload.pod()
                .at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
                .items()) {
            for (Yaml expression : term.at("matchExpressions").items()) {
                if (expression.at("key").is("topology.kubernetes.io/zone")
                        && expression.at("values").items().size() == 1) {
                    return expression.at("values").words().strip();
                }
            }
        }
        return "";
    }
}
