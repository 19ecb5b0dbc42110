// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.Manifests.Resource;
import java.util.List;
import java.util.Optional;

/** Services and budgets around the pods: K20, K22, K27. */
final class ServiceRules implements Rules {
    private static final List<String> OPEN = List.of("PLAINTEXT", "SASL_PLAINTEXT");

    @Override
    public void check(Manifests found, Findings findings) {
        for (Workload workload : found.workloads) {
            if (workload.kind().equals("StatefulSet")) {
                start(workload, found, findings);
            }
            budget(workload, found, findings);
            found.resources("Service").forEach(service -> exposed(workload, service, findings));
        }
    }

    private static void start(Workload workload, Manifests found, Findings findings) {
        Yaml name = workload.spec().at("serviceName");
        List<Resource> services = found.resources("Service");
        Optional<Resource> service = found.resource("Service", name.textOr(""));
        if (name.isMissing() || (service.isEmpty() && !services.isEmpty())) {
            findings.error(
                    LintRule.K20,
                    workload.place(name),
                    name.isMissing()
                            ? workload.name() + " has no serviceName: its pods have no names in DNS"
                            : "service " + name.textOr("") + " of " + workload.name()
                                    + " is not there: its pods have no names" + " in DNS",
                    "Add a headless service of that name");
        }
        service.ifPresent(found2 -> headless(workload, found2, findings));
        boolean wait = !workload.spec().at("podManagementPolicy").is("Parallel");
        if (wait && workload.replicas() > 1 && workload.hasControllers()) {
            findings.error(
                    LintRule.K20,
                    workload.place(workload.spec()),
                    "pods of " + workload.name()
                            + " are started one after another: the first one is never ready, since it"
                            + " alone is no quorum",
                    "Set podManagementPolicy: Parallel");
        }
    }

    private static void headless(Workload workload, Resource service, Findings findings) {
        Yaml spec = service.document().at("spec");
        if (!spec.at("clusterIP").is("None")) {
            findings.error(
                    LintRule.K20,
                    service.place(spec),
                    "service " + service.name() + " of " + workload.name()
                            + " is not headless: pods have no names of their own in DNS",
                    "Set clusterIP: None");
        } else if (!spec.at("publishNotReadyAddresses").isTrue()) {
            findings.error(
                    LintRule.K20,
                    service.place(spec),
                    "service " + service.name()
                            + " names only pods that are ready, and none is before they have found each"
                            + " other: the cluster never starts",
                    "Set publishNotReadyAddresses: true");
        }
        if (!spec.at("selector").isMissing() && !workload.isSelectedBy(spec.at("selector"))) {
            findings.error(
                    LintRule.K20,
                    service.place(spec.at("selector")),
                    "service " + service.name() + " does not select the pods of " + workload.name()
                            + ": they have no names in DNS",
                    "Use labels that the pods have");
        }
    }

    private static void budget(Workload workload, Manifests found, Findings findings) {
        List<Resource> own = found.resources("PodDisruptionBudget").stream()
                .filter(budget -> workload.isSelectedBy(budget.document().at("spec", "selector", "matchLabels")))
                .toList();
        String fix = "Add a PodDisruptionBudget with maxUnavailable: 1 for these pods";
        if (own.isEmpty() && (workload.replicas() > 1 || found.workloads.size() > 1)) {
            findings.warning(
                    LintRule.K22,
                    workload.place(workload.document()),
                    "no PodDisruptionBudget selects the pods of " + workload.name()
                            + ": a drain of two machines takes two nodes at once",
                    fix);
        }
        for (Resource budget : own) {
            Yaml spec = budget.document().at("spec");
            boolean much = !spec.at("maxUnavailable").isMissing()
                    && !spec.at("maxUnavailable").is("1")
                    && !spec.at("maxUnavailable").is("0");
            boolean none =
                    spec.at("minAvailable").is("0") || spec.at("minAvailable").is("0%");
            if (much || none) {
                findings.warning(
                        LintRule.K22,
                        budget.place(spec),
                        "budget " + budget.name() + " lets more than one node of " + workload.name() + " go at once",
                        fix);
            }
        }
    }

    private static void exposed(Workload workload, Resource service, Findings findings) {
        Yaml spec = service.document().at("spec");
        String type = spec.at("type").textOr("");
        boolean outside = type.equals("LoadBalancer") || type.equals("NodePort");
        if (!outside
                || !workload.isSelectedBy(spec.at("selector"))
                || workload.nodes().isEmpty()) {
            return;
        }
        KafkaNode node = workload.nodes().get(0);
        for (Yaml port : spec.at("ports").items()) {
            String target = containerPort(
                    workload, port.at("targetPort").textOr(port.at("port").textOr("")));
            node.listeners("listeners").forEach((name, address) -> {
                boolean controller = node.list("controller.listener.names").contains(name);
                if (address.port().equals(target) && (OPEN.contains(node.protocol(name)) || controller)) {
                    findings.error(
                            LintRule.K27,
                            service.place(port),
                            "service " + service.name() + " (" + type + ") opens listener " + name + " to the outside"
                                    + (controller ? ", where controllers take orders" : ", unencrypted"),
                            "Expose a listener with SSL or SASL_SSL only");
                }
            });
        }
    }

    private static String containerPort(Workload workload, String target) {
        return workload.container().at("ports").items().stream()
                .filter(port -> port.at("name").is(target))
                .map(port -> port.at("containerPort").textOr(target))
                .findFirst()
                .orElse(target);
    }
}
