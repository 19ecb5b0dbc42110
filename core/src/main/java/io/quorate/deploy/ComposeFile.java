// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologyNode;
import io.quorate.topology.TopologySecurity;
import java.util.ArrayList;
import java.util.List;

/**
 * A Compose file with one service for each node, of the image {@code apache/kafka}, and the properties of each node beside it.
 * Each service formats its storage, if it is new, and becomes the broker: the entry point of the image is left out, since it
 * formats for static quorums only and drops its whole configuration if any {@code KAFKA_*} variable is set.
 *
 * <p>All nodes are on one machine, so it proves configurations, not availability.
 */
public final class ComposeFile {
    private static final String CONFIG = "/etc/quorate/server.properties";
    private static final String GRACE = "2m";

    private ComposeFile() {}

    /**
     * Renders the files: {@code compose.yaml} and {@code config/node-<id>.properties}.
     *
     * @param topology the cluster; services are named as its nodes' hosts inside
     * @return the files
     * @throws IllegalArgumentException with ZooKeeper
     */
    public static List<RenderedFile> of(ClusterTopology topology) {
        if (topology.quorum() == QuorumKind.ZOOKEEPER) {
            throw new IllegalArgumentException("No Compose file for " + topology.name()
                    + ": with ZooKeeper only server.properties are rendered. Declare a KRaft quorum.");
        }
        List<RenderedFile> files = new ArrayList<>();
        files.add(new RenderedFile("compose.yaml", YamlText.write(document(topology))));
        for (TopologyNode node : topology.nodes().values()) {
            files.add(new RenderedFile(file(node), ServerProperties.file(topology, node.nodeId())));
        }
        return files;
    }

    private static String file(TopologyNode node) {
        return "config/node-" + node.nodeId() + ".properties";
    }

    private static YamlMap document(ClusterTopology topology) {
        YamlMap services = new YamlMap();
        YamlMap volumes = new YamlMap();
        for (TopologyNode node : topology.nodes().values()) {
            services.put(node.host(), service(topology, node));
            for (int i = 0; i < node.logDirs().size(); i++) {
                volumes.put(volume(node, i), new YamlMap());
            }
        }
        YamlMap document = new YamlMap().put("name", topology.name()).put("services", services);
        document.put("volumes", volumes, "Named, so that docker compose down keeps them.");
        if (topology.security().isPresent()) {
            document.put("secrets", secrets(topology));
        }
        ;
        return document;
    }

    private static YamlMap service(ClusterTopology topology, TopologyNode node) {
        YamlMap service = new YamlMap()
                .put("image", "apache/kafka:" + topology.release())
                .put("hostname", node.host())
                .put("entrypoint", List.of("sh", "-c"))
                .put(
                        "command",
                        List.of(script(topology, node)),
                        "Formats a new storage, leaves a formatted one, and becomes the broker, which gets the signals.")
                .put("environment", YamlMap.of("KAFKA_HEAP_OPTS", "-Xms512m -Xmx512m"))
                .put("volumes", mounts(node))
                .put("restart", "unless-stopped")
                .put(
                        "stop_grace_period",
                        GRACE,
                        "A controlled shutdown moves leaders first; ten seconds would kill it.");
        List<Object> ports = ports(topology, node);
        if (!ports.isEmpty()) {
            service.put("ports", ports);
        }
        topology.security().ifPresent(security -> service.put("secrets", mountedSecrets(topology, security)));
        return service;
    }

    private static String script(ClusterTopology topology, TopologyNode node) {
        String format = StorageFormat.of(topology, node.nodeId(), CONFIG).shell("/opt/kafka/bin/kafka-storage.sh");
        // Compose would take a dollar for a variable of its own.
        return (format + " && exec /opt/kafka/bin/kafka-server-start.sh " + CONFIG).replace("$", "$$");
    }

    private static List<Object> mounts(TopologyNode node) {
        List<Object> mounts = new ArrayList<>();
        mounts.add("./" + file(node) + ":" + CONFIG + ":ro");
        for (int i = 0; i < node.logDirs().size(); i++) {
            mounts.add(volume(node, i) + ":" + MountPaths.of(node).get(i));
        }
        return mounts;
    }

    private static String volume(TopologyNode node, int index) {
        return node.host() + "-data" + (index == 0 ? "" : "-" + index);
    }

    /** Listeners of networks beyond the internal one are reached through the machine. */
    private static List<Object> ports(ClusterTopology topology, TopologyNode node) {
        List<Object> ports = new ArrayList<>();
        for (Listener listener : topology.listeners(node)) {
            if (!listener.network().equals(Listener.INTERNAL)) {
                int port = topology.endpoint(node, listener).port();
                ports.add("127.0.0.1:" + port + ":" + port);
            }
        }
        return ports;
    }

    private static List<String> secretFiles(ClusterTopology topology) {
        List<String> files = new ArrayList<>();
        if (topology.listeners().stream().anyMatch(Listener::usesTls)) {
            files.add(TopologySecurity.KEY_STORE);
            files.add(TopologySecurity.TRUST_STORE);
            files.add(TopologySecurity.STORE_PASSWORD);
        }
        if (topology.interBrokerListener().usesSasl()) {
            files.add(TopologySecurity.USER_PASSWORD);
        }
        return files;
    }

    private static YamlMap secrets(ClusterTopology topology) {
        YamlMap secrets = new YamlMap();
        for (String file : secretFiles(topology)) {
            secrets.put(file, YamlMap.of("file", "./secrets/" + file));
        }
        return secrets;
    }

    private static List<Object> mountedSecrets(ClusterTopology topology, TopologySecurity security) {
        List<Object> mounted = new ArrayList<>();
        for (String file : secretFiles(topology)) {
            mounted.add(YamlMap.of("source", file).put("target", security.secretsDirectory() + "/" + file));
        }
        return mounted;
    }
}
