// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What one topic, or every topic whose name matches a pattern, should be like. What is not declared is not checked.
 *
 * <p>Immutable and thread-safe. {@link TopicPolicies} puts several together.
 */
public final class TopicPolicy {
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    private final TopicNames names;
    private final @Nullable PartitionRange partitions;
    private final @Nullable Integer replicationFactor;
    private final Map<String, String> configs;
    private final Set<Trait> traits;
    private final @Nullable Uuid id;
    private final String owner;

    private TopicPolicy(Builder builder) {
        this.names = builder.names;
        this.partitions = builder.partitions;
        this.replicationFactor = builder.replicationFactor;
        this.configs = Collections.unmodifiableMap(new TreeMap<>(builder.configs));
        this.traits = Collections.unmodifiableSet(builder.traits.clone());
        this.id = builder.id;
        this.owner = builder.owner;
    }

    /** What else a policy can say about a topic. */
    enum Trait {
        KEYED,
        EXACT,
        PINNED
    }

    /**
     * Returns a builder of a policy for one topic.
     *
     * @param topic its name
     * @return the builder
     * @throws IllegalArgumentException if Kafka cannot have a topic of that name, or keeps it for itself
     */
    public static Builder named(String topic) {
        return new Builder(TopicNames.exactly(topic));
    }

    /**
     * Returns a builder of a policy for every topic whose whole name matches a pattern. It finds drift; it cannot create.
     *
     * @param pattern a regular expression of {@link Pattern}
     * @return the builder
     * @throws IllegalArgumentException if it is no regular expression
     */
    public static Builder matching(String pattern) {
        return new Builder(TopicNames.matching(pattern));
    }

    /**
     * Tells whether the policy is about a topic.
     *
     * @param topic the name
     * @return {@code true} if it is
     */
    public boolean appliesTo(String topic) {
        return names.contains(topic);
    }

    /**
     * Returns the name of the topic, where the policy is about one.
     *
     * @return the name; empty if it is about a pattern
     */
    public Optional<String> topic() {
        return names.name();
    }

    /**
     * Returns what the policy is about, for messages.
     *
     * @return the name, or the pattern between slashes
     */
    public String subject() {
        return names.toString();
    }

    /**
     * Returns how many partitions there should be.
     *
     * @return the range; empty if any number will do
     */
    public Optional<PartitionRange> partitions() {
        return Optional.ofNullable(partitions);
    }

    /**
     * Returns how many replicas each partition should have.
     *
     * @return the replication factor; empty if any will do
     */
    public OptionalInt replicationFactor() {
        return replicationFactor == null ? OptionalInt.empty() : OptionalInt.of(replicationFactor);
    }

    /**
     * Returns the configs that are declared, {@code min.insync.replicas} too.
     *
     * @return by key, spelled as Kafka spells it
     */
    public Map<String, String> configs() {
        return configs;
    }

    /**
     * Tells whether records have keys whose order matters: adding partitions breaks it.
     *
     * @return {@code true} if it was declared, or the declared {@code cleanup.policy} has {@code compact}
     */
    public boolean isKeyed() {
        return traits.contains(Trait.KEYED)
                || configs.getOrDefault("cleanup.policy", "").contains("compact");
    }

    /**
     * Tells whether a config that is set on the topic and not declared is a drift, not only a remark.
     *
     * @return {@code true} if nothing else may be set
     */
    public boolean isExact() {
        return traits.contains(Trait.EXACT);
    }

    /**
     * Tells whether declared values must be set on the topic itself, also where the brokers' defaults are the same.
     *
     * @return {@code true} if defaults are pinned
     */
    public boolean pinsDefaults() {
        return traits.contains(Trait.PINNED);
    }

    /**
     * Returns the id that the topic must have.
     *
     * @return the id; empty if any will do
     */
    public Optional<Uuid> id() {
        return Optional.ofNullable(id);
    }

    /**
     * Returns who is to be asked about the topic.
     *
     * @return the note; empty text if none was given
     */
    public String owner() {
        return owner;
    }

    @Override
    public String toString() {
        return "TopicPolicy " + names + (owner.isEmpty() ? "" : " of " + owner);
    }

    /** Builds a {@link TopicPolicy}. Not thread-safe. */
    public static final class Builder {
        private final TopicNames names;
        private final Map<String, String> configs = new TreeMap<>();
        private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
        private @Nullable PartitionRange partitions;
        private @Nullable Integer replicationFactor;
        private @Nullable Uuid id;
        private String owner = "";

        private Builder(TopicNames names) {
            this.names = names;
        }

        /**
         * Sets the exact number of partitions. If not set, any number will do, and the topic cannot be created.
         *
         * @param count at least 1
         * @return this builder
         */
        public Builder partitions(int count) {
            return partitionsBetween(count, count);
        }

        /**
         * Sets how many partitions there may be. If not set, any number will do, and the topic cannot be created.
         *
         * @param minimum the fewest, at least 1; a topic is created with as many
         * @param maximum the most
         * @return this builder
         */
        public Builder partitionsBetween(int minimum, int maximum) {
            this.partitions = new PartitionRange(minimum, maximum);
            return this;
        }

        /**
         * Sets how many replicas each partition has. If not set, any number will do, and the topic cannot be created.
         *
         * @param replicas at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder replicationFactor(int replicas) {
            if (replicas < 1) {
                throw new IllegalArgumentException(
                        "replicationFactor of " + names + " must be at least 1, not " + replicas);
            }
            this.replicationFactor = replicas;
            return this;
        }

        /**
         * Sets {@code min.insync.replicas}. If not set, it is not checked.
         *
         * @param replicas at least 1
         * @return this builder
         */
        public Builder minInSyncReplicas(int replicas) {
            return config(MIN_INSYNC_REPLICAS, String.valueOf(replicas));
        }

        /**
         * Sets {@code retention.ms}. If not set, it is not checked.
         *
         * @param time how long records are kept
         * @return this builder
         */
        public Builder retention(Duration time) {
            return config("retention.ms", String.valueOf(time.toMillis()));
        }

        /**
         * Sets {@code retention.ms} and {@code retention.bytes} to no limit. If not set, neither is checked.
         *
         * @return this builder
         */
        public Builder retainForever() {
            return config("retention.ms", "-1").config("retention.bytes", "-1");
        }

        /**
         * Sets {@code retention.bytes} of each partition. If not set, it is not checked.
         *
         * @param bytes how much is kept
         * @return this builder
         */
        public Builder retentionBytes(long bytes) {
            return config("retention.bytes", String.valueOf(bytes));
        }

        /**
         * Sets {@code cleanup.policy}. If not set, it is not checked.
         *
         * @param policies {@code delete}, {@code compact} or both; their order does not matter
         * @return this builder
         */
        public Builder cleanupPolicy(String... policies) {
            return config("cleanup.policy", String.join(",", policies));
        }

        /**
         * Sets {@code compression.type}. If not set, it is not checked.
         *
         * @param codec for example {@code producer}, {@code lz4} or {@code zstd}
         * @return this builder
         */
        public Builder compression(String codec) {
            return config("compression.type", codec);
        }

        /**
         * Sets any config of topics. If not set, a config is not checked.
         *
         * @param key spelled as Kafka spells it
         * @param value as Kafka reads it
         * @return this builder
         * @throws IllegalArgumentException if the key has another value already, or Kafka cannot read the value
         */
        public Builder config(String key, String value) {
            Objects.requireNonNull(value, key);
            ConfigType.problem(key, value).ifPresent(problem -> {
                throw new IllegalArgumentException("Did not declare topic " + names + ": " + problem + ".");
            });
            String before = configs.putIfAbsent(key, value);
            if (before != null && !ConfigType.same(key, before, value)) {
                throw new IllegalArgumentException("Did not declare topic " + names + ": " + key
                        + " is declared twice, as " + before + " and as " + value + ". Keep one.");
            }
            return this;
        }

        /**
         * Says that records have keys whose order matters. If not set, they have if the topic is compacted.
         *
         * @return this builder
         */
        public Builder keyed() {
            traits.add(Trait.KEYED);
            return this;
        }

        /**
         * Makes every config that is set on the topic and not declared a drift. If not set, it is only a remark.
         *
         * @return this builder
         */
        public Builder exact() {
            traits.add(Trait.EXACT);
            return this;
        }

        /**
         * Wants declared values to be set on the topic itself. If not set, a default of the brokers that is the same will
         * do, which changes when somebody changes the brokers.
         *
         * @return this builder
         */
        public Builder pinDefaults() {
            traits.add(Trait.PINNED);
            return this;
        }

        /**
         * Sets the id that the topic must have. If not set, a topic that was deleted and created again is not noticed.
         *
         * @param topicId the id
         * @return this builder
         */
        public Builder id(Uuid topicId) {
            this.id = Objects.requireNonNull(topicId, "topicId");
            return this;
        }

        /**
         * Sets a note who is to be asked about the topic. If not set, there is none.
         *
         * @param note shown in reports
         * @return this builder
         */
        public Builder owner(String note) {
            this.owner = Objects.requireNonNull(note, "note");
            return this;
        }

        /**
         * Returns the policy.
         *
         * @return an immutable policy
         * @throws IllegalArgumentException if what is declared cannot be, or would stop writes when one broker is lost; the
         *     message lists every reason
         */
        public TopicPolicy build() {
            List<String> problems = problems();
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("Did not declare topic " + names + ": "
                        + problems.stream().collect(Collectors.joining("; ")) + ".");
            }
            return new TopicPolicy(this);
        }

        private List<String> problems() {
            List<String> problems = new ArrayList<>();
            String declared = configs.get(MIN_INSYNC_REPLICAS);
            if (declared != null && Integer.parseInt(declared.trim()) < 1) {
                problems.add(MIN_INSYNC_REPLICAS + " must be at least 1, not " + declared);
            }
            Integer replicas = replicationFactor;
            if (declared != null && replicas != null && replicas > 1 && Integer.parseInt(declared.trim()) >= replicas) {
                problems.add(MIN_INSYNC_REPLICAS + " " + declared + " is not below the replication factor " + replicas
                        + ": the loss of one broker would stop writes. Declare at most " + (replicas - 1)
                        + ", or more replicas");
            }
            if (names.name().isEmpty() && id != null) {
                problems.add("an id belongs to one topic, not to the pattern " + names);
            }
            return problems;
        }
    }
}
