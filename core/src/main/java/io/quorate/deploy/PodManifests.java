// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.NodeRole;
import io.quorate.topology.Storage;
import io.quorate.topology.TopologyNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The StatefulSet of the nodes of one role in one rack, and their properties. */
final class PodManifests {
    private static final String CONFIG = "/etc/quorate";
    private static final int KAFKA_USER = 1000;
    private static final int GRACE_SECONDS = 300;
    private static final int PROBE_SECONDS = 10;
    private static final int PATIENCE = 360;
    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";

    private final ClusterTopology topology;
    private final PodSettings settings;
    private final String name;
    private final List<TopologyNode> nodes;
    private final TopologyNode first;

    PodManifests(ClusterTopology topology, PodSettings settings, String name, List<TopologyNode> nodes) {
        this.topology = topology;
        this.settings = settings;
        this.name = name;
        this.nodes = nodes;
        this.first = nodes.get(0);
        for (TopologyNode node : nodes) {
            if (!node.logDirs().equals(first.logDirs()) || node.storage() != first.storage()) {
                throw new IllegalArgumentException("Nodes " + first.nodeId() + " and " + node.nodeId()
                        + " would be pods of " + name + ", but their disks differ: " + first.logDirs() + " and "
                        + node.logDirs() + ". Pods of one StatefulSet are alike.");
            }
        }
    }

    YamlMap configMap() {
        YamlMap data = new YamlMap();
        for (int pod = 0; pod < nodes.size(); pod++) {
            data.put(
                    name + "-" + pod + ".properties",
                    ServerProperties.file(topology, nodes.get(pod).nodeId()));
        }
        return new YamlMap()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put("metadata", Labels.metadata(topology, settings.namespace(), name))
                .put("data", data);
    }

    YamlMap statefulSet() {
        YamlMap spec = new YamlMap()
                .put("serviceName", KubernetesManifests.headless(topology))
                .put("replicas", nodes.size())
                .put(
                        "podManagementPolicy",
                        "Parallel",
                        "The first pod is not ready before there is a quorum, so pods must not wait for each other.")
                .put(
                        "updateStrategy",
                        YamlMap.of("type", "OnDelete"),
                        "Whoever restarts pods must look at the ISR first; Kubernetes does not.")
                .put("selector", YamlMap.of("matchLabels", podLabels()))
                .put(
                        "template",
                        new YamlMap()
                                .put("metadata", YamlMap.of("labels", podLabels()))
                                .put("spec", podSpec()));
        if (first.storage() == Storage.PERSISTENT) {
            spec.put(
                    "persistentVolumeClaimRetentionPolicy",
                    new YamlMap().put("whenDeleted", "Retain").put("whenScaled", "Retain"));
            spec.put("volumeClaimTemplates", claims());
        }
        return new YamlMap()
                .put("apiVersion", "apps/v1")
                .put("kind", "StatefulSet")
                .put("metadata", Labels.metadata(topology, settings.namespace(), name))
                .put("spec", spec);
    }

    private YamlMap podLabels() {
        YamlMap labels = Labels.of(topology).put("quorate.io/set", name);
        for (NodeRole role : first.roles()) {
            labels.put(Labels.key(role), "yes");
        }
        return labels;
    }

    private YamlMap podSpec() {
        YamlMap spec = new YamlMap()
                .put("enableServiceLinks", false, "Else every service adds KAFKA_* variables, if its name begins so.")
                .put(
                        "terminationGracePeriodSeconds",
                        GRACE_SECONDS,
                        "A controlled shutdown moves leaders first; a killed broker recovers its log for long.")
                .put(
                        "securityContext",
                        new YamlMap()
                                .put("runAsNonRoot", true)
                                .put("runAsUser", KAFKA_USER)
                                .put("fsGroup", KAFKA_USER))
                .put("affinity", affinity());
        if (first.rack().isEmpty()) {
            spec.put("topologySpreadConstraints", List.of(zoneSpread()));
        }
        return spec.put("initContainers", List.of(formatContainer()))
                .put("containers", List.of(container()))
                .put("volumes", volumes());
    }

    /** One node on each machine; nodes of a rack in its zone. */
    private YamlMap affinity() {
        NodeRole role = first.isBroker() ? NodeRole.BROKER : NodeRole.CONTROLLER;
        YamlMap affinity = new YamlMap();
        first.rack()
                .ifPresent(rack -> affinity.put(
                        "nodeAffinity",
                        YamlMap.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                YamlMap.of(
                                        "nodeSelectorTerms",
                                        List.of(YamlMap.of(
                                                "matchExpressions",
                                                List.of(
                                                        new YamlMap()
                                                                .put("key", ZONE)
                                                                .put("operator", "In")
                                                                .put("values", List.of(rack)))))))));
        return affinity.put(
                "podAntiAffinity",
                YamlMap.of(
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        List.of(new YamlMap()
                                .put("labelSelector", YamlMap.of("matchLabels", Labels.of(topology, role)))
                                .put("topologyKey", HOST))));
    }

    private YamlMap zoneSpread() {
        return new YamlMap()
                .put("maxSkew", 1)
                .put("topologyKey", ZONE)
                .put("whenUnsatisfiable", "DoNotSchedule")
                .put("labelSelector", YamlMap.of("matchLabels", podLabels()));
    }

    private YamlMap formatContainer() {
        String script = StorageFormat.of(topology, first.nodeId(), CONFIG + "/${HOSTNAME}.properties")
                .shell("/opt/kafka/bin/kafka-storage.sh");
        return image("format")
                .put(
                        "command",
                        List.of("sh", "-c", "exec " + script),
                        "At each start: a formatted storage is left as it is, one of another cluster is refused.")
                .put("volumeMounts", mounts());
    }

    private YamlMap container() {
        List<Object> ports = new ArrayList<>();
        for (Listener listener : topology.listeners(first)) {
            ports.add(new YamlMap()
                    .put("name", ServiceManifests.portName(listener))
                    .put("containerPort", topology.endpoint(first, listener).port()));
        }
        String probed = ServiceManifests.portName(topology.listeners(first).get(0));
        YamlMap tcp = YamlMap.of("port", probed);
        String heap = settings.heapMebibytes() + "m";
        return image("kafka")
                .put(
                        "command",
                        List.of(
                                "sh",
                                "-c",
                                "exec /opt/kafka/bin/kafka-server-start.sh " + CONFIG + "/${HOSTNAME}.properties"))
                .put(
                        "env",
                        List.of(new YamlMap()
                                .put("name", "KAFKA_HEAP_OPTS")
                                .put("value", "-Xms" + heap + " -Xmx" + heap)))
                .put("ports", ports)
                .put(
                        "resources",
                        new YamlMap()
                                .put(
                                        "requests",
                                        new YamlMap()
                                                .put("cpu", settings.milliCpus() + "m")
                                                .put("memory", settings.memoryMebibytes() + "Mi"))
                                .put("limits", YamlMap.of("memory", settings.memoryMebibytes() + "Mi")))
                .put("startupProbe", probe(tcp, PATIENCE), "A broker opens its port only when its log is recovered.")
                .put(
                        "readinessProbe",
                        probe(tcp, 3),
                        "There is no liveness probe: it would kill a broker that recovers, again and again.")
                .put("volumeMounts", mounts());
    }

    private static YamlMap probe(YamlMap tcp, int failures) {
        return new YamlMap()
                .put("tcpSocket", tcp)
                .put("periodSeconds", PROBE_SECONDS)
                .put("failureThreshold", failures);
    }

    private YamlMap image(String container) {
        return new YamlMap().put("name", container).put("image", "apache/kafka:" + topology.release());
    }

    private List<Object> mounts() {
        List<Object> mounts = new ArrayList<>();
        mounts.add(new YamlMap().put("name", "config").put("mountPath", CONFIG).put("readOnly", true));
        List<String> paths = MountPaths.of(first);
        for (int i = 0; i < paths.size(); i++) {
            mounts.add(new YamlMap().put("name", "data-" + i).put("mountPath", paths.get(i)));
        }
        topology.security()
                .ifPresent(security -> mounts.add(new YamlMap()
                        .put("name", "secrets")
                        .put("mountPath", security.secretsDirectory())
                        .put("readOnly", true)));
        return mounts;
    }

    private List<Object> volumes() {
        List<Object> volumes = new ArrayList<>();
        volumes.add(new YamlMap().put("name", "config").put("configMap", YamlMap.of("name", name)));
        if (first.storage() == Storage.EPHEMERAL) {
            for (int i = 0; i < first.logDirs().size(); i++) {
                volumes.add(new YamlMap().put("name", "data-" + i).put("emptyDir", new YamlMap()));
            }
        }
        topology.security()
                .ifPresent(security -> volumes.add(new YamlMap()
                        .put("name", "secrets")
                        .put("secret", YamlMap.of("secretName", topology.name() + "-secrets"))));
        return volumes;
    }

    private List<Object> claims() {
        List<Object> claims = new ArrayList<>();
        for (int i = 0; i < first.logDirs().size(); i++) {
            claims.add(new YamlMap()
                    .put("metadata", YamlMap.of("name", "data-" + i))
                    .put(
                            "spec",
                            new YamlMap()
                                    .put("accessModes", List.of("ReadWriteOnce"))
                                    .put("resources", YamlMap.of("requests", Map.of("storage", settings.storage())))));
        }
        return claims;
    }
}
