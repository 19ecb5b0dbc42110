// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.NodeSoftware;
import io.quorate.cluster.Observed;
import io.quorate.cluster.VersionRange;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ApiVersionsResponseData;

/**
 * Asks every node what software it runs. Brokers are asked through {@code Admin}: for the features that they support, and
 * for {@code inter.broker.protocol.version} where there is no {@code metadata.version} among them. Controllers, and brokers
 * that answered neither, are asked for their {@code ApiVersions} on a connection of its own, which needs an endpoint and no
 * authorization.
 *
 * <p>Run on Kafka 2.1 to 4.3. It changes nothing in the cluster. Thread-safe. The caller owns {@code Admin}.
 */
public final class KafkaVersionProbe {
    private static final String METADATA_VERSION = "metadata.version";
    private static final String PROTOCOL = "inter.broker.protocol.version";

    private final AdminReader reader;
    private final Map<Integer, Endpoint> endpoints;
    private final ApiVersionsExchange exchange;

    private KafkaVersionProbe(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.endpoints = Map.copyOf(builder.endpoints);
        this.exchange = new ApiVersionsExchange(builder.sockets, builder.callTimeout);
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(admin);
    }

    /**
     * Asks nodes. Blocks at most a few call time-outs for each node that does not answer.
     *
     * @param brokers nodes that {@code Admin} can reach
     * @param controllers nodes that it cannot; a node in both is asked as a broker
     * @return an answer for each, by node id; what was not answered is a gap in it
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public Map<Integer, NodeSoftware> observe(Set<Integer> brokers, Set<Integer> controllers) {
        Map<Integer, Supplier<Observed<Map<String, VersionRange>>>> features = new TreeMap<>();
        new TreeSet<>(brokers).forEach(node -> features.put(node, askFeatures(node)));
        Map<Integer, NodeSoftware> found = new TreeMap<>();
        features.forEach((node, answer) -> found.put(node, broker(node, answer.get())));
        for (int node : new TreeSet<>(controllers)) {
            if (!brokers.contains(node)) {
                Gap byAdmin = new Gap("features of node " + node, Gap.Kind.NOT_ASKED, "not a broker");
                found.put(node, direct(node, Observed.unavailable(byAdmin), none(node)));
            }
        }
        return found;
    }

    private NodeSoftware broker(int node, Observed<Map<String, VersionRange>> features) {
        if (features.orElse(Map.of()).containsKey(METADATA_VERSION)) {
            return new NodeSoftware(node, features, none(node), notAsked(node));
        }
        Observed<InterBrokerProtocol> protocol = askProtocol(node);
        return protocol.value().flatMap(InterBrokerProtocol::softwareDefault).isPresent()
                ? new NodeSoftware(node, features, protocol, notAsked(node))
                : direct(node, features, protocol);
    }

    private Supplier<Observed<Map<String, VersionRange>>> askFeatures(int node) {
        DescribeFeaturesOptions options = reader.bounded(new DescribeFeaturesOptions().nodeId(node));
        return reader.ask(
                "features of node " + node,
                reader.admin().describeFeatures(options).featureMetadata(),
                KafkaVersionProbe::supported);
    }

    private static Map<String, VersionRange> supported(FeatureMetadata metadata) {
        Map<String, VersionRange> ranges = new HashMap<>();
        metadata.supportedFeatures()
                .forEach((name, range) -> ranges.put(name, new VersionRange(range.minVersion(), range.maxVersion())));
        return Map.copyOf(ranges);
    }

    private Observed<InterBrokerProtocol> askProtocol(int node) {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(node));
        DescribeConfigsOptions options = reader.bounded(new DescribeConfigsOptions().includeSynonyms(true));
        KafkaFuture<Config> answer = reader.admin()
                .describeConfigs(List.of(broker), options)
                .values()
                .get(broker);
        Observed<Optional<InterBrokerProtocol>> asked = reader.ask(
                        PROTOCOL + " of node " + node, Objects.requireNonNull(answer), KafkaVersionProbe::protocol)
                .get();
        return asked.value()
                .map(value -> value.<Observed<InterBrokerProtocol>>map(Observed::present)
                        .orElseGet(() -> none(node)))
                .orElseGet(() -> Observed.unavailable(asked.gaps().get(0)));
    }

    private static Optional<InterBrokerProtocol> protocol(Config config) {
        ConfigEntry entry = config.get(PROTOCOL);
        if (entry == null || entry.value() == null) {
            return Optional.empty();
        }
        Optional<String> software = entry.synonyms().stream()
                .filter(synonym -> synonym.source() == ConfigEntry.ConfigSource.DEFAULT_CONFIG)
                .map(ConfigEntry.ConfigSynonym::value)
                .findFirst();
        ConfigValue.Source source =
                switch (entry.source()) {
                    case STATIC_BROKER_CONFIG -> ConfigValue.Source.STATIC_BROKER;
                    case DEFAULT_CONFIG -> ConfigValue.Source.DEFAULT;
                    default -> ConfigValue.Source.OTHER;
                };
        return Optional.of(new InterBrokerProtocol(entry.value(), source, software));
    }

    private NodeSoftware direct(
            int node, Observed<Map<String, VersionRange>> byAdmin, Observed<InterBrokerProtocol> protocol) {
        String subject = "ApiVersions of node " + node;
        Endpoint endpoint = endpoints.get(node);
        if (endpoint == null) {
            Gap gap = new Gap(subject, Gap.Kind.NOT_ASKED, "nobody named its endpoint");
            return new NodeSoftware(node, byAdmin, protocol, Observed.unavailable(gap));
        }
        try {
            ApiVersionsResponseData answer = exchange.ask(endpoint);
            Map<Integer, VersionRange> apis = new HashMap<>();
            answer.apiKeys()
                    .forEach(api -> apis.put((int) api.apiKey(), new VersionRange(api.minVersion(), api.maxVersion())));
            Map<String, VersionRange> features = new HashMap<>();
            answer.supportedFeatures()
                    .forEach(feature ->
                            features.put(feature.name(), new VersionRange(feature.minVersion(), feature.maxVersion())));
            return new NodeSoftware(
                    node,
                    features.isEmpty() ? byAdmin : Observed.present(Map.copyOf(features)),
                    protocol,
                    Observed.present(Map.copyOf(apis)));
        } catch (IOException e) {
            Gap gap = new Gap(
                    subject,
                    Gap.Kind.UNREACHABLE,
                    endpoint + " " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return new NodeSoftware(node, byAdmin, protocol, Observed.unavailable(gap));
        }
    }

    private static <T> Observed<T> none(int node) {
        return Observed.unavailable(new Gap(PROTOCOL + " of node " + node, Gap.Kind.UNSUPPORTED, "this node has none"));
    }

    private static <T> Observed<T> notAsked(int node) {
        return Observed.unavailable(new Gap("ApiVersions of node " + node, Gap.Kind.NOT_ASKED, "Admin told enough"));
    }

    /** Builds a {@link KafkaVersionProbe}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private final Map<Integer, Endpoint> endpoints = new HashMap<>();
        private Duration callTimeout = Duration.ofSeconds(10);
        private SocketFactory sockets = SocketFactory.getDefault();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Names where a node listens, for the question that {@code Admin} cannot ask. If not set for a node, it is asked
         * through {@code Admin} only.
         *
         * @param nodeId the node
         * @param endpoint any of its listeners; a controller's for a controller
         * @return this builder
         */
        public Builder endpoint(int nodeId, Endpoint endpoint) {
            endpoints.put(nodeId, endpoint);
            return this;
        }

        /**
         * Sets how long each call may take. If not set, 10 s.
         *
         * @param value more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder callTimeout(Duration value) {
            this.callTimeout = Durations.positive("callTimeout", value);
            return this;
        }

        /**
         * Sets what connects to the endpoints, for example {@code SSLContext.getSocketFactory()} where they speak TLS. If not
         * set, plain sockets.
         *
         * @param value makes unconnected sockets
         * @return this builder
         */
        public Builder sockets(SocketFactory value) {
            this.sockets = Objects.requireNonNull(value, "sockets");
            return this;
        }

        /**
         * Returns the probe.
         *
         * @return a probe
         */
        public KafkaVersionProbe build() {
            return new KafkaVersionProbe(this);
        }
    }
}
