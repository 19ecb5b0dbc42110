// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the topics of a cluster should be like: policies of single topics and of patterns, and rules for all.
 *
 * <pre>{@code
 * TopicPolicies policies = TopicPolicies.builder()
 *         .rules(TopicRules.highlyAvailable())
 *         .topic(TopicPolicy.named("orders").partitions(12).replicationFactor(3).minInSyncReplicas(2).keyed().build())
 *         .build();
 * TopicReport report = policies.validate(state);
 * }</pre>
 *
 * <p>Where a topic has a policy of its own name, patterns do not apply to it; of several patterns all apply.
 * Immutable and thread-safe.
 */
public final class TopicPolicies {
    private final List<TopicPolicy> policies;
    private final TopicRules rules;
    private final @Nullable String clusterId;

    private TopicPolicies(Builder builder) {
        this.policies = List.copyOf(builder.policies);
        this.rules = builder.rules;
        this.clusterId = builder.clusterId;
    }

    /**
     * Returns a builder without policies and rules.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Compares what is declared with what was seen. Decides only: nothing is asked of the cluster, nothing is changed.
     *
     * @param state what was seen: brokers, topics and their configs, with {@link #configKeys} among those that were read
     *     and {@link #topics} among the topics that were asked for by name
     * @return every drift at once; what could not be read is one, too
     */
    public TopicReport validate(ClusterState state) {
        return new TopicValidation(this, state).report();
    }

    /**
     * Returns the policies, in the order they were declared.
     *
     * @return the policies
     */
    public List<TopicPolicy> policies() {
        return policies;
    }

    /**
     * Returns the rules for all topics.
     *
     * @return the rules
     */
    public TopicRules rules() {
        return rules;
    }

    /**
     * Returns the cluster that the policies are for.
     *
     * @return its id; empty if any cluster will do
     */
    public Optional<String> clusterId() {
        return Optional.ofNullable(clusterId);
    }

    /**
     * Returns the topics that have a policy of their own name.
     *
     * @return the names, in alphabetical order
     */
    public Set<String> topics() {
        return policies.stream()
                .flatMap(policy -> policy.topic().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the configs of topics that must be read to validate.
     *
     * @return the keys, in alphabetical order
     */
    public Set<String> configKeys() {
        Set<String> keys = new TreeSet<>();
        policies.forEach(policy -> keys.addAll(policy.configs().keySet()));
        return keys;
    }

    /** Builds {@link TopicPolicies}. Not thread-safe. */
    public static final class Builder {
        private final List<TopicPolicy> policies = new ArrayList<>();
        private TopicRules rules = TopicRules.none();
        private @Nullable String clusterId;

        private Builder() {}

        /**
         * Adds a policy. If none is added, only the rules are checked.
         *
         * @param policy of a topic or of a pattern
         * @return this builder
         */
        public Builder topic(TopicPolicy policy) {
            policies.add(policy);
            return this;
        }

        /**
         * Sets the rules for all topics. If not set, there are none.
         *
         * @param all the rules
         * @return this builder
         */
        public Builder rules(TopicRules all) {
            this.rules = all;
            return this;
        }

        /**
         * Sets the cluster that the policies are for: on another one nothing is validated or changed. If not set, any
         * cluster will do.
         *
         * @param id the cluster's id
         * @return this builder
         */
        public Builder clusterId(String id) {
            this.clusterId = id;
            return this;
        }

        /**
         * Returns the policies.
         *
         * @return immutable policies
         * @throws IllegalArgumentException if two policies have the same name, or names that Kafka cannot have side by
         *     side, or one breaks the rules; the message lists every reason
         */
        public TopicPolicies build() {
            List<String> problems = new ArrayList<>();
            Map<String, String> names = new HashMap<>();
            for (TopicPolicy policy : policies) {
                policy.topic().ifPresent(name -> {
                    String same = names.put(name.replace('.', '_'), name);
                    if (name.equals(same)) {
                        problems.add("topic " + name + " is declared twice; keep one");
                    } else if (same != null) {
                        problems.add("topics " + same + " and " + name
                                + " differ only in '.' and '_', which Kafka refuses; rename one");
                    }
                });
                problems.addAll(RuleCheck.declared(rules, policy));
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("Did not make policies for topics, " + problems.size()
                        + " problems:\n- " + String.join("\n- ", problems));
            }
            return new TopicPolicies(this);
        }
    }
}
