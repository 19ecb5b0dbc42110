// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client, made by a preset and the caller's own settings, with a reason for each. Get one from {@link
 * ProducerPreset}, {@link ConsumerPreset}, {@link AdminPreset} or {@link StreamsPreset}.
 *
 * <p>Immutable. Secrets are never shown by {@link #explain()}, {@link #toString()} or the map's own {@code toString}.
 */
public final class ClientConfig {
    private final ClientRole role;
    private final ClientGoal goal;
    private final List<Setting> settings;
    private final List<String> leftOut;
    private final @Nullable ClusterState cluster;

    private ClientConfig(Builder builder, Collection<Setting> settings) {
        this.role = builder.role;
        this.goal = builder.goal;
        this.cluster = builder.cluster;
        List<Setting> kept = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (Setting setting : settings) {
            if (KnownKeys.isKnown(role, setting.key())
                    || !builder.isOfThePreset(setting)
                    || isPrefixed(setting.key())) {
                kept.add(setting);
            } else {
                dropped.add(setting.key());
            }
        }
        this.settings = List.copyOf(kept);
        this.leftOut = List.copyOf(dropped);
    }

    private boolean isPrefixed(String key) {
        return role == ClientRole.STREAMS && StreamsClients.PREFIXES.stream().anyMatch(key::startsWith);
    }

    /**
     * Returns what the client does.
     *
     * @return its role
     */
    public ClientRole role() {
        return role;
    }

    /**
     * Returns what the client must be good at.
     *
     * @return its goal
     */
    public ClientGoal goal() {
        return goal;
    }

    /**
     * Returns the settings, each with its reason.
     *
     * @return the settings, the preset's in its order, then the caller's
     */
    public List<Setting> settings() {
        return settings;
    }

    /**
     * Returns the keys of the preset that were left out because the kafka-clients on the class path do not know them.
     *
     * @return the keys; empty with the release that Quorate was made for
     */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * Returns the settings as the constructors of Kafka's clients take them.
     *
     * @return keys and values, which cannot be changed; a secret is a {@link Password}, which does not show itself
     */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        settings.forEach(setting -> map.put(setting.key(), setting.value()));
        return Collections.unmodifiableMap(map);
    }

    /**
     * Returns the settings under the keys of Spring Boot, such as {@code spring.kafka.producer.properties.acks}. In place of a
     * secret is a placeholder for an environment variable, such as {@code ${SASL_JAAS_CONFIG}}, to be set where the
     * application runs.
     *
     * @return keys and values, in alphabetical order
     */
    public Map<String, String> springProperties() {
        Map<String, String> map = new TreeMap<>();
        for (Setting setting : settings) {
            String value = setting.value() instanceof Password
                    ? "${" + setting.key().replace('.', '_').toUpperCase(Locale.ROOT) + "}"
                    : Secrets.text(setting.value());
            map.put(SpringKeys.PREFIX + role.lowerCase() + ".properties." + setting.key(), value);
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * Returns a table of the settings with the client's defaults, reasons and sources, and what the audit says.
     *
     * @return text, which ends with a line break
     */
    public String explain() {
        StringBuilder text = new StringBuilder();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"setting", "value", "default", "why", "source"});
        settings.forEach(setting -> rows.add(new String[] {
            setting.key(), setting.shownValue(), byDefault(setting.key()), setting.reason(), setting.source()
        }));
        int[] widths = new int[rows.get(0).length];
        rows.forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(("%-" + widths[i] + "s  ").formatted(row[i]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        leftOut.forEach(
                key -> text.append("left out: ").append(key).append(", which these kafka-clients do not know\n"));
        return text.append(audit().describe()).toString();
    }

    private String byDefault(String key) {
        var definition = KnownKeys.definitions(role).get(key);
        return definition == null || !definition.hasDefault() || definition.defaultValue == null
                ? "-"
                : Secrets.text(definition.defaultValue);
    }

    /**
     * Audits the settings for the preset's goal, and the cluster's side if the builder was given the cluster.
     *
     * @return what was found; an untouched preset has no errors
     */
    public AuditReport audit() {
        ClientAudit.Builder audit = ClientAudit.builder(role).goal(goal);
        if (cluster != null) {
            audit.cluster(cluster);
        }
        return audit.build().audit(asMap());
    }

    @Override
    public String toString() {
        return role.lowerCase() + " for " + goal + " " + settings;
    }

    /** Adds to a preset. Not thread-safe. */
    public static final class Builder {
        private static final String CALLER = "the caller";

        private final ClientRole role;
        private final ClientGoal goal;
        private final Map<String, Setting> preset = new LinkedHashMap<>();
        private final Map<String, Setting> own = new LinkedHashMap<>();
        private @Nullable ClusterState cluster;
        private ClientNetwork network = ClientNetwork.DATA_CENTER;

        Builder(ClientRole role, ClientGoal goal) {
            this.role = role;
            this.goal = goal;
        }

        Builder set(String key, Object value, String reason, String source) {
            preset.put(key, new Setting(key, value, reason, source));
            return this;
        }

        boolean isOfThePreset(Setting setting) {
            return !own.containsKey(setting.key());
        }

        /**
         * Sets one setting. It wins over the preset, and is audited. If not set, the preset's value.
         *
         * @param key Kafka's key
         * @param value its value
         * @return this builder
         * @throws IllegalStateException if it was set to another value before
         */
        public Builder with(String key, Object value) {
            Setting before = own.get(Objects.requireNonNull(key, "key"));
            if (before != null && !before.value().equals(value)) {
                throw new IllegalStateException("Did not set " + key + " to " + Secrets.shown(key, value)
                        + ": it was set to " + before.shownValue() + " before");
            }
            Object kept = Secrets.isSecret(key) && value instanceof String text ? new Password(text) : value;
            own.put(key, new Setting(key, Objects.requireNonNull(kept, key), "wanted", CALLER));
            return this;
        }

        /**
         * Sets how the client encrypts and logs in. If not set, plaintext, and nobody.
         *
         * @param security the security
         * @return this builder
         */
        public Builder security(ClientSecurity security) {
            security.settings()
                    .forEach((key, value) -> own.put(key, new Setting(key, value, "security: " + security, CALLER)));
            return this;
        }

        /**
         * Sets what is between the client and the brokers. If not set, {@link ClientNetwork#DATA_CENTER}.
         *
         * @param between what is between
         * @return this builder
         */
        public Builder network(ClientNetwork between) {
            this.network = Objects.requireNonNull(between, "between");
            return this;
        }

        /**
         * Sets the cluster. A consumer then uses {@code group.protocol=consumer} if the brokers have finalized {@code
         * group.version}, and the cluster's side is audited. If not set, {@code group.protocol=classic}, and only the client is.
         *
         * @param state the cluster as it was observed
         * @return this builder
         */
        public Builder cluster(ClusterState state) {
            this.cluster = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * Returns the settings.
         *
         * @return the settings
         */
        public ClientConfig build() {
            NetworkSettings.add(this, network);
            if (role == ClientRole.CONSUMER) {
                GroupProtocolSettings.add(this, protocol());
            }
            Map<String, Setting> all = new LinkedHashMap<>(preset);
            all.putAll(own);
            return new ClientConfig(this, all.values());
        }

        private Optional<String> protocol() {
            Setting wanted = own.get(ConsumerRules.PROTOCOL);
            if (wanted != null) {
                return Optional.of(Secrets.text(wanted.value()));
            }
            int version = Optional.ofNullable(cluster)
                    .flatMap(state -> state.features().value())
                    .map((ClusterFeatures features) ->
                            features.level("group.version").orElse(0))
                    .orElse(0);
            return version >= 1 ? Optional.of("consumer") : Optional.empty();
        }

        @Override
        public String toString() {
            return "a " + role.lowerCase() + " for " + goal;
        }
    }
}
