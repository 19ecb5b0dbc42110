// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import io.quorate.deploy.lint.LintFinding.Severity;
import io.quorate.deploy.lint.Manifests.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Recovers nodes from StatefulSets and Deployments, with the ConfigMaps that they refer to. */
final class KubernetesReader {
    private static final Set<String> KINDS = Set.of("StatefulSet", "Deployment");
    private static final int MOST_REPLICAS = 1_000;

    private final Manifests found;

    KubernetesReader(Manifests found) {
        this.found = found;
    }

    /** Once all resources are known. */
    void read() {
        for (Resource resource : found.resources) {
            if (KINDS.contains(resource.kind())) {
                workload(resource);
            }
        }
    }

    private void workload(Resource resource) {
        List<Yaml> containers =
                resource.document().at("spec", "template", "spec", "containers").items();
        for (Yaml container : containers) {
            if (isKafka(container)) {
                java.util.List<KafkaNode> nodes = new java.util.ArrayList<>();
                Workload workload = new Workload(resource.file(), resource.document(), container, nodes);
                int replicas = Math.min(MOST_REPLICAS, Math.max(0, workload.replicas()));
                for (int pod = 0; pod < replicas; pod++) {
                    nodes.add(node(workload, pod));
                }
                found.workloads.add(workload);
                found.nodes.addAll(nodes);
                return;
            }
        }
    }

    private static boolean isKafka(Yaml container) {
        String image = container.at("image").textOr("");
        String repository = image.substring(image.lastIndexOf('/') + 1);
        boolean tool = repository.matches(".*(exporter|ui|connect|rest|operator|cruise|akhq|init).*");
        boolean variables = container.at("env").items().stream()
                .map(variable -> variable.at("name").textOr(""))
                .anyMatch(name -> name.equals("KAFKA_NODE_ID") || name.equals("KAFKA_PROCESS_ROLES"));
        return !tool && (repository.contains("kafka") || repository.startsWith("cp-server") || variables);
    }

    private KafkaNode node(Workload workload, int pod) {
        Yaml container = workload.container();
        int first = workload.spec().at("ordinals", "start").number().orElse(0);
        int ordinal = first + pod;
        String name = workload.name() + "-" + ordinal;
        KafkaNode node = new KafkaNode(
                name,
                workload.place(workload.document()),
                Flavour.of(container.at("image").textOr("")));
        node.origin = KafkaNode.Origin.KUBERNETES;
        node.workload = Optional.of(workload);
        if (workload.kind().equals("StatefulSet")) {
            workload.spec().at("serviceName").text().ifPresent(service -> hosts(node, name, service, workload));
        }
        String words = container.at("command").words() + container.at("args").words();
        node.stockEntryPoint = !Commands.startsKafka(words);
        new PodVariables(found, workload, name, ordinal).read().forEach(node.variables::put);
        if (node.stockEntryPoint) {
            node.variables.values().forEach(variable -> node.flavour
                    .property(variable.key())
                    .ifPresent(key -> node.settings.put(key, new Setting(key, variable.value(), variable.place()))));
        }
        Commands.ordinalOffset(words)
                .ifPresent(offset -> node.settings.put(
                        "node.id",
                        Setting.of(
                                "node.id", String.valueOf(ordinal + offset), workload.place(container.at("command")))));
        properties(workload, name).forEach(setting -> node.settings.putIfAbsent(setting.key(), setting));
        node.clusterId = clusterId(node, workload, words);
        return node;
    }

    private static void hosts(KafkaNode node, String pod, String service, Workload workload) {
        String namespace = workload.document().at("metadata", "namespace").textOr("default");
        node.hosts.add(pod + "." + service);
        node.hosts.add(pod + "." + service + "." + namespace);
        node.hosts.add(pod + "." + service + "." + namespace + ".svc");
        node.hosts.add(pod + "." + service + "." + namespace + ".svc.cluster.local");
    }

    private static Optional<Setting> clusterId(KafkaNode node, Workload workload, String words) {
        StringBuilder all = new StringBuilder(words);
        workload.pod().at("initContainers").items().forEach(init -> all.append(
                        init.at("command").words())
                .append(init.at("args").words()));
        Place place = workload.place(workload.container());
        if (Commands.makesClusterId(all.toString())) {
            return Optional.of(Setting.of("CLUSTER_ID", "$(random-uuid)", place));
        }
        for (String key : List.of("CLUSTER_ID", "KAFKA_KRAFT_CLUSTER_ID", "KAFKA_CLUSTER_ID")) {
            Setting variable = node.variables.get(key);
            if (variable != null) {
                return Optional.of(variable);
            }
        }
        return Commands.clusterId(all.toString()).map(id -> Setting.of("CLUSTER_ID", id, place));
    }

    /** Of a ConfigMap that is mounted: the file named as the pod, or else the only one that is for a broker. */
    private List<Setting> properties(Workload workload, String pod) {
        Map<String, List<Setting>> files = new TreeMap<>();
        for (Yaml volume : workload.pod().at("volumes").items()) {
            String name = volume.at("configMap", "name").textOr("");
            found.resource("ConfigMap", name)
                    .ifPresent(map -> map.document().at("data").entries().forEach((key, text) -> {
                        // A block begins on the line after its key.
                        List<Setting> settings =
                                PropertiesText.read(text.textOr(""), line -> new Place(map.file(), text.line() + line));
                        if (PropertiesText.isOfKafka(settings)) {
                            files.put(key, settings);
                        }
                    }));
            if (!name.isEmpty() && found.resource("ConfigMap", name).isEmpty()) {
                found.unknown.add("ConfigMap " + name + ", which is not among the files");
            }
        }
        List<Setting> own = files.get(pod + ".properties");
        if (own != null) {
            return own;
        }
        return files.size() == 1 ? files.values().iterator().next() : List.of();
    }

    /** Said for each pod of a set; the report tells it once. */
    static void undefined(Manifests found, Place place, String variable, String text) {
        found.whileReading.add(new LintFinding(
                LintRule.K02,
                Severity.ERROR,
                place,
                "\"" + text + "\" refers to " + variable
                        + ", which is not defined before it: the kubelet leaves it as it is, and Kafka reads it literally",
                "Define " + variable + " earlier in env, or use a shell"));
    }
}
