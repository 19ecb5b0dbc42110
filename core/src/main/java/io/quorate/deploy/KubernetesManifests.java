// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.ClusterTopologyBuilder;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologyNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kubernetes manifests of a topology: for each role and rack a StatefulSet with the properties of its pods, a headless service
 * for the nodes, one for clients, disruption budgets and network policies.
 *
 * <p>Node ids are literal: each pod has a file of its own, named as the pod. Pods are replaced only when somebody deletes them
 * ({@code OnDelete}), so that it is never Kubernetes that decides which broker goes next.
 */
public final class KubernetesManifests {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?");

    private final ClusterTopology topology;
    private final PodSettings settings;

    private KubernetesManifests(Builder builder) {
        this.settings = new PodSettings(builder.namespace, builder.storage, builder.memoryMebibytes, builder.milliCpus);
        this.topology = inPods(builder.topology, builder.namespace);
    }

    /**
     * Returns a builder.
     *
     * @param topology the cluster
     * @return the builder
     * @throws IllegalArgumentException with ZooKeeper
     */
    public static Builder builder(ClusterTopology topology) {
        return new Builder(topology);
    }

    /**
     * Returns the topology as it is in the pods: nodes are known by the names of their pods.
     *
     * @return the topology whose properties are rendered
     */
    public ClusterTopology topology() {
        return topology;
    }

    /**
     * Renders the files, each of one or more documents.
     *
     * @return {@code services.yaml}, {@code policies.yaml} and one file for each StatefulSet
     */
    public List<RenderedFile> files() {
        List<RenderedFile> files = new ArrayList<>();
        ServiceManifests services = new ServiceManifests(topology, settings.namespace());
        files.add(new RenderedFile("services.yaml", YamlText.write(services.services())));
        files.add(new RenderedFile("policies.yaml", YamlText.write(services.policies())));
        groups(topology).forEach((name, nodes) -> {
            PodManifests pods = new PodManifests(topology, settings, name, nodes);
            files.add(new RenderedFile(name + ".yaml", YamlText.write(List.of(pods.configMap(), pods.statefulSet()))));
        });
        return files;
    }

    /** StatefulSets by name, with their nodes in the order of pods. */
    static Map<String, List<TopologyNode>> groups(ClusterTopology topology) {
        Map<String, List<TopologyNode>> groups = new TreeMap<>();
        for (TopologyNode node : topology.nodes().values()) {
            String role = !node.isController() ? "broker" : node.isBroker() ? "node" : "controller";
            String rack = node.rack()
                    .map(KubernetesManifests::label)
                    .map(text -> "-" + text)
                    .orElse("");
            groups.computeIfAbsent(topology.name() + "-" + role + rack, name -> new ArrayList<>())
                    .add(node);
        }
        return groups;
    }

    private static String label(String rack) {
        String text = rack.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        if (!LABEL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Rack \"" + rack + "\" gives no name of a StatefulSet: use letters and digits, at most 42");
        }
        return text;
    }

    static String headless(ClusterTopology topology) {
        return topology.name() + "-nodes";
    }

    private static ClusterTopology inPods(ClusterTopology topology, String namespace) {
        if (topology.quorum() == QuorumKind.ZOOKEEPER) {
            throw new IllegalArgumentException("No manifests for " + topology.name()
                    + ": with ZooKeeper only server.properties are rendered. Declare a KRaft quorum.");
        }
        String domain = headless(topology) + "." + namespace + ".svc.cluster.local";
        ClusterTopologyBuilder builder = ClusterTopology.builder(topology.clusterId())
                .name(topology.name())
                .release(topology.release().toString())
                .quorum(topology.quorum())
                .durability(topology.durability());
        topology.listeners().forEach(builder::listener);
        topology.security().ifPresent(builder::security);
        topology.properties().forEach(builder::property);
        groups(topology).forEach((name, nodes) -> {
            for (int pod = 0; pod < nodes.size(); pod++) {
                builder.node(nodes.get(pod).toBuilder()
                        .host(name + "-" + pod + "." + domain)
                        .build());
            }
        });
        return builder.build();
    }

    /**
     * Returns what clients in the same network are told.
     *
     * @return {@code bootstrap.servers}, with the names of pods
     */
    public String bootstrapServers() {
        return topology.bootstrapServers(Listener.INTERNAL);
    }

    /** Collects what pods need. */
    public static final class Builder {
        private final ClusterTopology topology;
        private String namespace = "kafka";
        private String storage = "100Gi";
        private int memoryMebibytes = 4096;
        private int milliCpus = 1000;

        private Builder(ClusterTopology topology) {
            this.topology = topology;
        }

        /**
         * Sets the namespace. If not set, {@code kafka}.
         *
         * @param name the namespace
         * @return this
         */
        public Builder namespace(String name) {
            if (!LABEL.matcher(name).matches()) {
                throw new IllegalArgumentException("Namespace \"" + name + "\" does not match " + LABEL);
            }
            this.namespace = name;
            return this;
        }

        /**
         * Sets the size of each log dir's volume. If not set, {@code 100Gi}.
         *
         * @param quantity a quantity of Kubernetes
         * @return this
         */
        public Builder storage(String quantity) {
            this.storage = quantity;
            return this;
        }

        /**
         * Sets the memory of a pod, of which a quarter becomes the heap: the rest is the page cache. If not set, 4096.
         *
         * @param mebibytes at least 1024
         * @return this
         */
        public Builder memoryMebibytes(int mebibytes) {
            if (mebibytes < 1024) {
                throw new IllegalArgumentException("Memory of " + mebibytes + " MiB: a pod needs at least 1024");
            }
            this.memoryMebibytes = mebibytes;
            return this;
        }

        /**
         * Sets the CPUs that a pod requests. If not set, 1000.
         *
         * @param thousandths thousandths of a CPU
         * @return this
         */
        public Builder milliCpus(int thousandths) {
            this.milliCpus = thousandths;
            return this;
        }

        /**
         * Builds.
         *
         * @return the manifests
         */
        public KubernetesManifests build() {
            return new KubernetesManifests(this);
        }
    }
}
