// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.UpgradePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an upgrade, or a rolling restart, is going to do. Immutable; making it changes nothing.
 *
 * <p>The nodes of a roll and their order are what is expected now. The order is fixed between roles; which brokers share a
 * wave, and which controller is the active one and therefore last, is decided again before every stop.
 */
public final class UpgradePlan {
    private final String clusterId;
    private final Era era;
    private final UpgradeRequest request;
    private final Map<Integer, DetectedVersion> versions;
    private final UpgradePath path;
    private final List<Roll> rolls;
    private final List<FinalizationStep> finalization;
    private final PointOfNoReturn pointOfNoReturn;
    private final PreflightReport preflight;
    private final RoundCount rounds;
    private final Rollback rollbackBefore;
    private final Rollback rollbackAfter;

    private UpgradePlan(Builder builder) {
        this.clusterId = builder.clusterId;
        this.era = builder.era;
        this.request = builder.request;
        this.versions = Map.copyOf(builder.versions);
        this.path = Objects.requireNonNull(builder.path, "path");
        this.rolls = List.copyOf(builder.rolls);
        this.finalization = List.copyOf(builder.finalization);
        this.pointOfNoReturn = Objects.requireNonNull(builder.pointOfNoReturn, "pointOfNoReturn");
        this.preflight = Objects.requireNonNull(builder.preflight, "preflight");
        this.rounds = Objects.requireNonNull(builder.rounds, "rounds");
        this.rollbackBefore = Objects.requireNonNull(builder.rollbackBefore, "rollbackBefore");
        this.rollbackAfter = Objects.requireNonNull(builder.rollbackAfter, "rollbackAfter");
    }

    /**
     * Returns a builder of a plan.
     *
     * @param clusterId the cluster
     * @param era where it keeps its metadata
     * @param request what is wanted
     * @return the builder
     */
    public static Builder builder(String clusterId, Era era, UpgradeRequest request) {
        return new Builder(clusterId, era, request);
    }

    /**
     * Returns the id of the cluster that the plan is for.
     *
     * @return the id
     */
    public String clusterId() {
        return clusterId;
    }

    /**
     * Returns where the cluster keeps its metadata.
     *
     * @return the era
     */
    public Era era() {
        return era;
    }

    /**
     * Returns what was asked for.
     *
     * @return the request
     */
    public UpgradeRequest request() {
        return request;
    }

    /**
     * Returns what every node ran when the plan was made.
     *
     * @return versions by node id; its keys are the node set of the plan
     */
    public Map<Integer, DetectedVersion> versions() {
        return versions;
    }

    /**
     * Returns what the release tables say about source and target.
     *
     * @return the path
     */
    public UpgradePath path() {
        return path;
    }

    /**
     * Returns the passes over the nodes, in order. Empty if the path is closed.
     *
     * @return the rolls
     */
    public List<Roll> rolls() {
        return rolls;
    }

    /**
     * Returns the feature levels to raise afterwards, in order. Empty in the ZooKeeper era, for patch releases and for
     * restarts.
     *
     * @return the steps
     */
    public List<FinalizationStep> finalization() {
        return finalization;
    }

    /**
     * Returns from where there is no way back.
     *
     * @return the place
     */
    public PointOfNoReturn pointOfNoReturn() {
        return pointOfNoReturn;
    }

    /**
     * Returns what the preflight checks found.
     *
     * @return the report
     */
    public PreflightReport preflight() {
        return preflight;
    }

    /**
     * Returns how many rounds a roll takes, and how many it takes at least.
     *
     * @return the count, of one roll
     */
    public RoundCount rounds() {
        return rounds;
    }

    /**
     * Returns the way back before the point of no return: after any part of the first roll, before anything is finalized.
     *
     * @return the way back
     */
    public Rollback rollbackBeforeFinalization() {
        return rollbackBefore;
    }

    /**
     * Returns the way back after everything was done.
     *
     * @return the way back, or why there is none
     */
    public Rollback rollbackAfterFinalization() {
        return rollbackAfter;
    }

    /**
     * Returns the nodes of the plan.
     *
     * @return node ids in ascending order
     */
    public Set<Integer> nodeIds() {
        return new TreeSet<>(versions.keySet());
    }

    /**
     * Returns the nodes of the plan that hold replicas.
     *
     * @return node ids in ascending order
     */
    public Set<Integer> brokerIds() {
        Set<Integer> ids = new TreeSet<>();
        rolls.stream()
                .flatMap(roll -> roll.steps().stream())
                .filter(step -> step.role().isBroker())
                .forEach(step -> ids.add(step.nodeId()));
        return ids;
    }

    /**
     * Returns the gate that every stop of this plan must pass.
     *
     * @return the gate
     */
    public RestartGate gate() {
        return new RestartGate(era, brokerIds(), request.policy());
    }

    /**
     * Tells whether the plan may be carried out.
     *
     * @return {@code true} if the preflight passed and there is something to do
     */
    public boolean isExecutable() {
        return preflight.isPassed() && path.isOpen() && !rolls.isEmpty();
    }

    /**
     * Returns the plan as text for people.
     *
     * @return some lines: preflight, rolls with their waves, finalization, point of no return, ways back
     */
    public String describe() {
        return PlanText.of(this);
    }

    /**
     * Returns what makes two plans the same for somebody who resumes a run: cluster, nodes, target, config changes and
     * levels, and not the order of the nodes, which changes with the cluster.
     *
     * @return a line
     */
    public String identity() {
        List<String> parts = new ArrayList<>();
        parts.add(clusterId);
        parts.add(era.name());
        parts.add(nodeIds().toString());
        parts.add(request.target().map(Object::toString).orElse("restart"));
        rolls.forEach(roll -> parts.add(roll.purpose() + " " + roll.change().describe()));
        finalization.forEach(step -> parts.add(step.feature() + "=" + step.toLevel()));
        return String.join("|", parts);
    }

    @Override
    public String toString() {
        return "UpgradePlan " + identity();
    }

    /** Builds an {@link UpgradePlan}. Not thread-safe. */
    public static final class Builder {
        private final String clusterId;
        private final Era era;
        private final UpgradeRequest request;
        private Map<Integer, DetectedVersion> versions = Map.of();
        private List<Roll> rolls = List.of();
        private List<FinalizationStep> finalization = List.of();
        private @Nullable UpgradePath path;
        private @Nullable PointOfNoReturn pointOfNoReturn;
        private @Nullable PreflightReport preflight;
        private @Nullable RoundCount rounds;
        private @Nullable Rollback rollbackBefore;
        private @Nullable Rollback rollbackAfter;

        private Builder(String clusterId, Era era, UpgradeRequest request) {
            this.clusterId = Objects.requireNonNull(clusterId, "clusterId");
            this.era = Objects.requireNonNull(era, "era");
            this.request = Objects.requireNonNull(request, "request");
        }

        /**
         * Sets the nodes and what they run. If not set, there are none.
         *
         * @param byNode versions by node id
         * @return this builder
         */
        public Builder versions(Map<Integer, DetectedVersion> byNode) {
            this.versions = new TreeMap<>(byNode);
            return this;
        }

        /**
         * Sets what the release tables say. If not set, {@link #build} fails.
         *
         * @param value the path
         * @return this builder
         */
        public Builder path(UpgradePath value) {
            this.path = value;
            return this;
        }

        /**
         * Sets the passes over the nodes. If not set, there are none.
         *
         * @param value the rolls, in order
         * @return this builder
         */
        public Builder rolls(List<Roll> value) {
            this.rolls = value;
            return this;
        }

        /**
         * Sets the levels to raise. If not set, there are none.
         *
         * @param value the steps, in order
         * @return this builder
         */
        public Builder finalization(List<FinalizationStep> value) {
            this.finalization = value;
            return this;
        }

        /**
         * Sets from where there is no way back. If not set, {@link #build} fails.
         *
         * @param value the place
         * @return this builder
         */
        public Builder pointOfNoReturn(PointOfNoReturn value) {
            this.pointOfNoReturn = value;
            return this;
        }

        /**
         * Sets what the checks found. If not set, {@link #build} fails.
         *
         * @param value the report
         * @return this builder
         */
        public Builder preflight(PreflightReport value) {
            this.preflight = value;
            return this;
        }

        /**
         * Sets how many rounds a roll takes. If not set, {@link #build} fails.
         *
         * @param value the count
         * @return this builder
         */
        public Builder rounds(RoundCount value) {
            this.rounds = value;
            return this;
        }

        /**
         * Sets the ways back. If not set, {@link #build} fails.
         *
         * @param before before anything is finalized
         * @param after after everything was done
         * @return this builder
         */
        public Builder rollback(Rollback before, Rollback after) {
            this.rollbackBefore = before;
            this.rollbackAfter = after;
            return this;
        }

        /**
         * Returns the plan.
         *
         * @return an immutable plan
         * @throws NullPointerException if something that has no default was not set
         */
        public UpgradePlan build() {
            return new UpgradePlan(this);
        }
    }
}
