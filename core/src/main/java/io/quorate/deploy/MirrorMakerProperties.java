// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The {@code mm2.properties} of a dedicated MirrorMaker 2 (KIP-382) that copies one cluster into another in order to move to
 * it: topics, their configs, and where consumer groups go on. Nothing in it is secret: passwords are references that a config
 * provider resolves where MirrorMaker runs. The same settings give the same bytes.
 *
 * <p>What is told to MirrorMaker is made for a move, not for a lasting mirror: nothing is written to the source unless asked
 * for, topics keep their names, and offsets are translated often. Run on MirrorMaker 4.3.1.
 */
public final class MirrorMakerProperties {
    private final SortedMap<String, String> properties;
    private final String file;

    private MirrorMakerProperties(Builder builder) {
        Map<String, String> ordered = new MirrorMakerSettings(builder).ordered();
        this.properties = new TreeMap<>(ordered);
        this.file = MirrorMakerText.of(builder.source + " -> " + builder.target, ordered);
    }

    /** What the copies of topics are called. */
    public enum Naming {
        /** As on the source: clients only change their bootstrap servers. */
        SAME,
        /** With the source's alias and a dot in front, as MirrorMaker does by itself. */
        PREFIXED
    }

    /** How often a record may be copied. */
    public enum Delivery {
        /** Once, and more often after MirrorMaker failed. */
        AT_LEAST_ONCE,
        /** Once (KIP-618), through transactions on the target. */
        EXACTLY_ONCE
    }

    /** Which cluster keeps the topic that says which offset of the target is which of the source. */
    public enum OffsetSyncs {
        /** The source: MirrorMaker must be allowed to create a topic there. */
        ON_SOURCE,
        /** The target: the source is only read. */
        ON_TARGET
    }

    /**
     * Returns a builder.
     *
     * @param sourceServers the {@code bootstrap.servers} of the cluster that is left
     * @param targetServers the {@code bootstrap.servers} of the cluster that is moved to
     * @return the builder
     * @throws IllegalArgumentException if one is blank or both are the same
     */
    public static Builder builder(String sourceServers, String targetServers) {
        return new Builder(sourceServers, targetServers);
    }

    /**
     * Returns the properties.
     *
     * @return by key
     */
    public SortedMap<String, String> properties() {
        return new TreeMap<>(properties);
    }

    /**
     * Returns the file, in an order for people and with a comment where a value is not obvious.
     *
     * @return the text of {@code mm2.properties}
     */
    public String file() {
        return file;
    }

    /** Builds {@link MirrorMakerProperties}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_-]+");
        private static final Pattern SECRET =
                Pattern.compile("(?i).*(password|jaas\\.config|secret|keystore\\.key|credential).*");
        private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^{}]+\\}");

        final String sourceServers;
        final String targetServers;
        String source = "source";
        String target = "target";
        List<String> topics = List.of(".*");
        List<String> groups = List.of(".*");
        Map<String, String> sourceClient = Map.of();
        Map<String, String> targetClient = Map.of();
        final Map<String, String> providers = new TreeMap<>();
        final Map<String, String> others = new TreeMap<>();
        Naming naming = Naming.SAME;
        Delivery delivery = Delivery.AT_LEAST_ONCE;
        OffsetSyncs offsetSyncs = OffsetSyncs.ON_TARGET;
        int sourceBrokers = 1;
        int targetBrokers = 3;
        int tasks = 4;
        int offsetLagMax;
        Duration refresh = Duration.ofSeconds(30);
        Duration checkpoints = Duration.ofSeconds(10);

        private Builder(String sourceServers, String targetServers) {
            if (sourceServers.isBlank() || targetServers.isBlank() || sourceServers.equals(targetServers)) {
                throw new IllegalArgumentException("MirrorMaker needs two clusters: given were \"" + sourceServers
                        + "\" as the source and \"" + targetServers + "\" as the target");
            }
            this.sourceServers = sourceServers;
            this.targetServers = targetServers;
        }

        /**
         * Sets what MirrorMaker calls the clusters. If not set, {@code source} and {@code target}.
         *
         * @param sourceAlias letters, digits, {@code _} and {@code -}
         * @param targetAlias another such name
         * @return this builder
         * @throws IllegalArgumentException if they are the same or have other characters in them
         */
        public Builder aliases(String sourceAlias, String targetAlias) {
            if (!ALIAS.matcher(sourceAlias).matches()
                    || !ALIAS.matcher(targetAlias).matches()
                    || sourceAlias.equals(targetAlias)) {
                throw new IllegalArgumentException("Aliases are two different names of letters, digits, _ and -, not \""
                        + sourceAlias + "\" and \"" + targetAlias + "\"");
            }
            this.source = sourceAlias;
            this.target = targetAlias;
            return this;
        }

        /**
         * Sets which topics are copied. If not set, all but those of Kafka and MirrorMaker themselves.
         *
         * @param patterns names or regular expressions; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one has a comma, which MirrorMaker takes for a separator
         */
        public Builder topics(List<String> patterns) {
            this.topics = patterns("topics", patterns);
            return this;
        }

        /**
         * Sets which consumer groups are translated. If not set, all but {@code console-consumer-.*}, {@code connect-.*} and
         * {@code __.*}.
         *
         * @param patterns ids or regular expressions; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one has a comma, which MirrorMaker takes for a separator
         */
        public Builder groups(List<String> patterns) {
            this.groups = patterns("groups", patterns);
            return this;
        }

        /**
         * Sets how clients of the source connect, for example {@code security.protocol}. If not set, in plain text.
         *
         * @param settings keys and values of Kafka's clients; secrets as references like <code>${secrets:/etc/mm2:password}</code>
         * @return this builder
         * @throws IllegalArgumentException if a secret is no reference
         */
        public Builder sourceClient(Map<String, String> settings) {
            this.sourceClient = withoutSecrets("source", settings);
            return this;
        }

        /**
         * Sets how clients of the target connect. If not set, in plain text.
         *
         * @param settings keys and values of Kafka's clients; secrets as references like <code>${secrets:/etc/mm2:password}</code>
         * @return this builder
         * @throws IllegalArgumentException if a secret is no reference
         */
        public Builder targetClient(Map<String, String> settings) {
            this.targetClient = withoutSecrets("target", settings);
            return this;
        }

        /**
         * Adds a config provider, which resolves references in values. If not set, there is none, and values that are
         * references are refused.
         *
         * @param name what references begin with
         * @param className its class, for example {@code org.apache.kafka.common.config.provider.DirectoryConfigProvider}
         * @param parameters its own settings, for example {@code allowed.paths}
         * @return this builder
         */
        public Builder configProvider(String name, String className, Map<String, String> parameters) {
            providers.put(name + ".class", className);
            parameters.forEach((key, value) -> providers.put(name + ".param." + key, value));
            return this;
        }

        /**
         * Sets what the copies are called. If not set, {@link Naming#SAME}.
         *
         * @param newNaming the naming
         * @return this builder
         */
        public Builder naming(Naming newNaming) {
            this.naming = Objects.requireNonNull(newNaming, "newNaming");
            return this;
        }

        /**
         * Sets how often a record may be copied. If not set, {@link Delivery#AT_LEAST_ONCE}.
         *
         * @param newDelivery the delivery
         * @return this builder
         */
        public Builder delivery(Delivery newDelivery) {
            this.delivery = Objects.requireNonNull(newDelivery, "newDelivery");
            return this;
        }

        /**
         * Sets where offset syncs are kept. If not set, {@link OffsetSyncs#ON_TARGET}.
         *
         * @param location the cluster
         * @return this builder
         */
        public Builder offsetSyncs(OffsetSyncs location) {
            this.offsetSyncs = Objects.requireNonNull(location, "location");
            return this;
        }

        /**
         * Sets how many brokers there are, which bounds the replicas of what MirrorMaker creates: three, or as many as there
         * are brokers. If not set, one broker in the source and three in the target.
         *
         * @param inSource at least 1
         * @param inTarget at least 1
         * @return this builder
         * @throws IllegalArgumentException if one is less than 1
         */
        public Builder brokers(int inSource, int inTarget) {
            if (inSource < 1 || inTarget < 1) {
                throw new IllegalArgumentException(
                        "A cluster has at least one broker; given were " + inSource + " and " + inTarget);
            }
            this.sourceBrokers = inSource;
            this.targetBrokers = inTarget;
            return this;
        }

        /**
         * Sets into how many tasks partitions and groups are divided. If not set, 4.
         *
         * @param most at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder tasks(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("tasks must be at least 1, not " + most);
            }
            this.tasks = most;
            return this;
        }

        /**
         * Sets how many records may be copied in a partition between two that are written down for the translation of offsets: so
         * many records, and some more, a group may read again. If not set, 0: every one is written down, if MirrorMaker finds the
         * time.
         *
         * @param records not negative; Kafka's default is 100
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder offsetLagMax(int records) {
            if (records < 0) {
                throw new IllegalArgumentException("offsetLagMax must not be negative, and is " + records);
            }
            this.offsetLagMax = records;
            return this;
        }

        /**
         * Sets how often MirrorMaker looks for new topics, partitions, configs and groups. If not set, 30 s; Kafka's default
         * is 10 minutes.
         *
         * @param interval whole seconds, at least one
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder refresh(Duration interval) {
            this.refresh = seconds("refresh", interval);
            return this;
        }

        /**
         * Sets how often commits are translated and written to the target's groups. If not set, 10 s; Kafka's default is 60 s.
         *
         * @param interval whole seconds, at least one
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder checkpoints(Duration interval) {
            this.checkpoints = seconds("checkpoints", interval);
            return this;
        }

        /**
         * Sets any other property of the file, as it is written there. If not set, there are no others.
         *
         * @param key the key
         * @param value the value; a secret only as a reference
         * @return this builder
         * @throws IllegalArgumentException if a secret is no reference
         */
        public Builder property(String key, String value) {
            withoutSecrets("properties", Map.of(key, value));
            others.put(key, value);
            return this;
        }

        /**
         * Returns the properties.
         *
         * @return the properties
         * @throws IllegalArgumentException if a value refers to a config provider that was not added, or if a property was given
         *     twice with two values
         */
        public MirrorMakerProperties build() {
            return new MirrorMakerProperties(this);
        }

        private static List<String> patterns(String what, List<String> patterns) {
            if (patterns.isEmpty() || patterns.stream().anyMatch(one -> one.isBlank() || one.contains(","))) {
                throw new IllegalArgumentException(what + " needs names or patterns without commas, not " + patterns);
            }
            return List.copyOf(patterns);
        }

        private static Duration seconds(String what, Duration interval) {
            if (interval.toSeconds() < 1 || !interval.equals(Duration.ofSeconds(interval.toSeconds()))) {
                throw new IllegalArgumentException(what + " must be whole seconds and at least one, not " + interval);
            }
            return interval;
        }

        private static Map<String, String> withoutSecrets(String where, Map<String, String> settings) {
            Set<String> secrets = new TreeSet<>();
            settings.forEach((key, value) -> {
                if (SECRET.matcher(key).matches() && !REFERENCE.matcher(value).find()) {
                    secrets.add(key);
                }
            });
            if (!secrets.isEmpty()) {
                throw new IllegalArgumentException(
                        "No mm2.properties with secrets in it: " + secrets + " of the " + where
                                + " have plain values. Keep them in files or variables, add a configProvider, and refer to them, for example"
                                + " ${secrets:/etc/mm2:password}.");
            }
            return Map.copyOf(settings);
        }
    }
}
