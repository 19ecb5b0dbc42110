// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How pods run: K19, K21, K23, K26, K30. */
final class PodRules implements Rules {
    private static final int LEAST_GRACE = 31;
    private static final int USUAL_GRACE = 30;
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d{1,9})([kKmMgG])");
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})(Ki|Mi|Gi|k|M|G)?");
    private static final int MOST_HEAP_PERCENT = 75;

    @Override
    public void check(Manifests found, Findings findings) {
        for (Workload workload : found.workloads) {
            probes(workload, findings);
            links(workload, found, findings);
            spread(workload, found, findings);
            end(workload, findings);
            memory(workload, findings);
        }
    }

    private static void probes(Workload workload, Findings findings) {
        Yaml liveness = workload.container().at("livenessProbe");
        String script = liveness.at("exec", "command").words();
        if (!liveness.at("tcpSocket").isMissing() || script.contains("kafka-") || script.contains("nc ")) {
            findings.warning(
                    LintRule.K19,
                    workload.place(liveness),
                    "the liveness probe of " + workload.name() + " asks the port, which opens only when the log is"
                            + " recovered: a broker that recovers is killed, again and again",
                    "Remove it, or look for the process");
        }
        Yaml readiness = workload.container().at("readinessProbe");
        if (readiness.at("exec", "command").words().matches("(?s).*kafka-[a-z-]+(\\.sh)?.*")) {
            findings.warning(
                    LintRule.K19,
                    workload.place(readiness),
                    "the readiness probe of " + workload.name() + " starts a JVM each time",
                    "Use tcpSocket on the listener for clients");
        }
    }

    private static void links(Workload workload, Manifests found, Findings findings) {
        boolean off = workload.pod().at("enableServiceLinks").isFalse();
        boolean stock =
                workload.nodes().stream().anyMatch(node -> node.stockEntryPoint && node.flavour == Flavour.APACHE);
        for (Manifests.Resource service : found.resources("Service")) {
            boolean named = service.name().equals("kafka") || service.name().startsWith("kafka-");
            if (named
                    && !off
                    && stock
                    && !service.document().at("spec", "clusterIP").is("None")) {
                findings.error(
                        LintRule.K21,
                        service.place(service.document().at("metadata", "name")),
                        "service " + service.name()
                                + " gives every pod variables KAFKA_*, such as KAFKA_PORT, of which the"
                                + " image makes properties",
                        "Set enableServiceLinks: false in the pods of " + workload.name());
            }
        }
    }

    private static void spread(Workload workload, Manifests found, Findings findings) {
        if (workload.replicas() < 2 && found.workloads.size() < 2) {
            return;
        }
        Yaml anti = workload.pod().at("affinity", "podAntiAffinity");
        boolean required = !anti.at("requiredDuringSchedulingIgnoredDuringExecution")
                .items()
                .isEmpty();
        boolean preferred = !anti.at("preferredDuringSchedulingIgnoredDuringExecution")
                .items()
                .isEmpty();
        boolean constrained = workload.pod().at("topologySpreadConstraints").items().stream()
                .anyMatch(constraint -> !constraint.at("whenUnsatisfiable").is("ScheduleAnyway"));
        boolean soft = workload.pod().at("topologySpreadConstraints").items().stream()
                .anyMatch(constraint -> constraint.at("whenUnsatisfiable").is("ScheduleAnyway"));
        if (required || constrained) {
            return;
        }
        if (!preferred && !soft) {
            findings.warning(
                    LintRule.K23,
                    workload.place(workload.pod()),
                    "nothing keeps pods of " + workload.name() + " apart: one machine may hold them all",
                    "Require podAntiAffinity by kubernetes.io/hostname");
        } else if (workload.hasControllers()) {
            findings.warning(
                    LintRule.K23,
                    workload.place(workload.pod()),
                    "pods of " + workload.name() + " are kept apart only if it suits: two controllers of three on one"
                            + " machine are the quorum",
                    "Require it for controllers");
        }
    }

    private static void end(Workload workload, Findings findings) {
        Yaml grace = workload.pod().at("terminationGracePeriodSeconds");
        if (grace.number().orElse(USUAL_GRACE) < LEAST_GRACE) {
            findings.warning(
                    LintRule.K26,
                    workload.place(grace.isMissing() ? workload.pod() : grace),
                    "pods of " + workload.name() + " are killed after "
                            + grace.number().orElse(USUAL_GRACE)
                            + " s: a controlled shutdown takes longer, and a killed broker recovers its log at the next start",
                    "Set terminationGracePeriodSeconds to 120 or more");
        }
        String words = workload.container().at("command").words()
                + workload.container().at("args").words();
        if (Commands.wrapsWithoutExec(words)) {
            findings.warning(
                    LintRule.K26,
                    workload.place(workload.container().at("command")),
                    "a shell stays between Kubernetes and Kafka: the broker is never asked to stop, and killed",
                    "Write exec before kafka-server-start.sh");
        }
    }

    private static void memory(Workload workload, Findings findings) {
        Yaml resources = workload.container().at("resources");
        if (resources.at("requests").entries().isEmpty()) {
            findings.warning(
                    LintRule.K30,
                    workload.place(resources.isMissing() ? workload.container() : resources),
                    "pods of " + workload.name() + " request nothing: they are the first to be evicted",
                    "Set requests for memory and CPU");
        }
        Optional<Long> limit = quantity(resources.at("limits", "memory").textOr(""));
        Optional<Long> heap = workload.nodes().stream()
                .flatMap(node -> Optional.ofNullable(node.variables.get("KAFKA_HEAP_OPTS")).stream())
                .flatMap(setting -> setting.value().stream())
                .flatMap(value -> heap(value).stream())
                .findFirst();
        if (limit.isPresent() && heap.isPresent() && heap.get() * 100 >= limit.get() * MOST_HEAP_PERCENT) {
            findings.warning(
                    LintRule.K30,
                    workload.place(resources.at("limits", "memory")),
                    "the heap of " + workload.name() + " takes " + heap.get() * 100 / limit.get()
                            + " % of the memory limit: the pod is killed for memory, and there is no room for the page cache",
                    "Give the heap a quarter of the memory");
        }
    }

    private static Optional<Long> heap(String options) {
        Matcher matcher = HEAP.matcher(options);
        return matcher.find()
                ? Optional.of(Long.parseLong(matcher.group(1))
                        << (switch (matcher.group(2)) {
                            case "k", "K" -> 10;
                            case "m", "M" -> 20;
                            default -> 30;
                        }))
                : Optional.empty();
    }

    private static Optional<Long> quantity(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        return Optional.of(
                switch (unit) {
                    case "Ki" -> number << 10;
                    case "Mi" -> number << 20;
                    case "Gi" -> number << 30;
                    case "k" -> number * 1_000;
                    case "M" -> number * 1_000_000;
                    case "G" -> number * 1_000_000_000;
                    default -> number;
                });
    }
}
