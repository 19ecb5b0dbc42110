// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.version.KafkaVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What somebody wants done to a cluster: another release, or a restart of every node. Immutable. */
public final class UpgradeRequest {
    private final Optional<KafkaVersion> target;
    private final Optional<KafkaVersion> source;
    private final RestartPolicy policy;
    private final Parallelism parallelism;
    private final ConfigChange change;
    private final CanaryRule canaryRule;
    private final Set<String> optionalFeatures;
    private final Set<Integer> controllers;
    private final Map<PreflightCheck, String> overrides;

    private UpgradeRequest(Builder builder) {
        this.target = builder.target;
        this.source = builder.source;
        this.policy = builder.policy;
        this.parallelism = builder.parallelism;
        this.change = builder.change;
        this.canaryRule = builder.canaryRule;
        this.optionalFeatures = Set.copyOf(builder.optionalFeatures);
        this.controllers = Set.copyOf(builder.controllers);
        this.overrides = Map.copyOf(builder.overrides);
    }

    /**
     * Returns a builder of a request to bring every node to a release.
     *
     * @param target the release
     * @return the builder
     */
    public static Builder to(KafkaVersion target) {
        return new Builder(Optional.of(target));
    }

    /**
     * Returns a builder of a request to restart every node with the binaries that it has.
     *
     * @return the builder
     */
    public static Builder restart() {
        return new Builder(Optional.empty());
    }

    /**
     * Returns the release that every node is to run.
     *
     * @return the release, or empty if the binaries stay
     */
    public Optional<KafkaVersion> target() {
        return target;
    }

    /**
     * Returns the release that every node runs now.
     *
     * @return the release, or empty if nobody named it
     */
    public Optional<KafkaVersion> source() {
        return source;
    }

    /**
     * Returns how careful stopping nodes must be.
     *
     * @return the policy
     */
    public RestartPolicy policy() {
        return policy;
    }

    /**
     * Returns how many nodes may be down at the same time.
     *
     * @return the cap
     */
    public Parallelism parallelism() {
        return parallelism;
    }

    /**
     * Returns what changes in every node's properties file, beside what the upgrade itself needs.
     *
     * @return the change
     */
    public ConfigChange change() {
        return change;
    }

    /**
     * Returns whether the first node of each role goes alone.
     *
     * @return the rule
     */
    public CanaryRule canaryRule() {
        return canaryRule;
    }

    /**
     * Returns the features that are finalized although that must be asked for.
     *
     * @return names of features
     */
    public Set<String> optionalFeatures() {
        return optionalFeatures;
    }

    /**
     * Returns the nodes that are named as controllers beside those that the quorum names.
     *
     * @return node ids
     */
    public Set<Integer> controllers() {
        return controllers;
    }

    /**
     * Returns the preflight checks that may fail, and why.
     *
     * @return reasons by check
     */
    public Map<PreflightCheck, String> overrides() {
        return overrides;
    }

    /** Whether the first node of each role goes alone and is watched longer. */
    public enum CanaryRule {
        /** It does, in every roll: a release or a config that does not start hits one node at most. */
        FIRST_OF_EACH_ROLE,
        /** It does not. */
        NONE
    }

    /** Builds an {@link UpgradeRequest}. Not thread-safe. */
    public static final class Builder {
        private final Optional<KafkaVersion> target;
        private Optional<KafkaVersion> source = Optional.empty();
        private RestartPolicy policy = RestartPolicy.DEFAULT;
        private Parallelism parallelism = Parallelism.oneAtATime();
        private ConfigChange change = ConfigChange.NONE;
        private CanaryRule canaryRule = CanaryRule.FIRST_OF_EACH_ROLE;
        private final Set<String> optionalFeatures = new TreeSet<>();
        private final Set<Integer> controllers = new TreeSet<>();
        private final Map<PreflightCheck, String> overrides = new EnumMap<>(PreflightCheck.class);

        private Builder(Optional<KafkaVersion> target) {
            this.target = target;
        }

        /**
         * Names the release that every node runs now, with its patch number, which no protocol tells: the way back needs it.
         * If not set, what the lifecycle of the nodes reports.
         *
         * @param value the release
         * @return this builder
         */
        public Builder source(KafkaVersion value) {
            this.source = Optional.of(value);
            return this;
        }

        /**
         * Sets how careful stopping nodes must be. If not set, {@link RestartPolicy#DEFAULT}.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder policy(RestartPolicy value) {
            this.policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /**
         * Sets how many nodes may be down at the same time. If not set, one.
         *
         * @param value the cap
         * @return this builder
         */
        public Builder parallelism(Parallelism value) {
            this.parallelism = Objects.requireNonNull(value, "parallelism");
            return this;
        }

        /**
         * Sets what changes in every node's properties file. If not set, only what the upgrade itself needs.
         *
         * @param value the change
         * @return this builder
         */
        public Builder change(ConfigChange value) {
            this.change = Objects.requireNonNull(value, "change");
            return this;
        }

        /**
         * Sets whether the first node of each role goes alone. If not set, it does.
         *
         * @param value the rule
         * @return this builder
         */
        public Builder canaryRule(CanaryRule value) {
            this.canaryRule = Objects.requireNonNull(value, "canaryRule");
            return this;
        }

        /**
         * Adds a feature that is finalized only if it is asked for: {@code eligible.leader.replicas.version}, because it
         * can change the effective {@code min.insync.replicas}, and {@code kraft.version}, because it makes the quorum
         * dynamic for ever. If not set, they stay as they are.
         *
         * @param feature its name
         * @return this builder
         */
        public Builder alsoFinalize(String feature) {
            optionalFeatures.add(feature);
            return this;
        }

        /**
         * Adds a controller that is no voter yet, or of a quorum that cannot be read. If not set, the voters are the
         * controllers.
         *
         * @param nodeId its node id
         * @return this builder
         */
        public Builder controller(int nodeId) {
            controllers.add(nodeId);
            return this;
        }

        /**
         * Lets a preflight check fail. If not set, a check that fails keeps from starting.
         *
         * @param check which
         * @param reason why that is acceptable; recorded with the run
         * @return this builder
         * @throws IllegalArgumentException if the reason is blank
         */
        public Builder override(PreflightCheck check, String reason) {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Did not override " + check.id() + ": say why that is acceptable");
            }
            overrides.put(check, reason);
            return this;
        }

        /**
         * Returns the request.
         *
         * @return an immutable request
         */
        public UpgradeRequest build() {
            return new UpgradeRequest(this);
        }
    }
}
