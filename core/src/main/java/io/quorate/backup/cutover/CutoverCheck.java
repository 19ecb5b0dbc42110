// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.backup.ClusterBackup;
import io.quorate.internal.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides whether clients can go over from one cluster to another that was filled by mirroring. It looks at nothing itself:
 * both clusters are read before, by {@code CutoverObserver}. What could not be read is never taken for good.
 *
 * <p>Timestamps tell where a group goes on, so those of a partition must not go backwards by more than the budget; where
 * records can be counted, they are counted too. Immutable and thread-safe.
 */
public final class CutoverCheck {
    /** What MirrorMaker 2 does not copy by itself, or what a move means to change. */
    public static final Set<String> MAY_DIFFER = Set.of(
            "min.insync.replicas", "leader.replication.throttled.replicas", "follower.replication.throttled.replicas");

    /** Topic configs that are compared wherever they come from: they decide about which records are taken and kept. */
    public static final Set<String> COMPARED_CONFIGS = Set.of(
            "cleanup.policy",
            "compression.type",
            "delete.retention.ms",
            "max.compaction.lag.ms",
            "max.message.bytes",
            "message.timestamp.after.max.ms",
            "message.timestamp.before.max.ms",
            "message.timestamp.type",
            "min.compaction.lag.ms",
            "min.insync.replicas",
            "retention.bytes",
            "retention.ms",
            "unclean.leader.election.enable");

    private static final Pattern OF_MIRRORS =
            Pattern.compile("__.*|mm2-.*\\.internal|.*\\.checkpoints\\.internal|heartbeats|.*\\.heartbeats");

    private final CutoverSettings settings;

    private CutoverCheck(CutoverSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns a builder.
     *
     * @param mapping what topics are called at the target
     * @return the builder
     */
    public static Builder builder(TopicMapping mapping) {
        return new Builder(mapping);
    }

    /**
     * Compares the two clusters. Pure.
     *
     * @param source the cluster that is left
     * @param target the cluster that is moved to
     * @param rollback the commits of the source, as they are kept for the way back; or empty if nobody has saved them
     * @return an item for every rule
     * @throws IllegalArgumentException if both are the same cluster
     */
    public CutoverReport check(SeenCluster source, SeenCluster target, Optional<ClusterBackup> rollback) {
        String from = source.state().clusterId();
        String to = target.state().clusterId();
        if (from.equals(to)) {
            throw new IllegalArgumentException("Did not compare cluster " + from
                    + " with itself: give the observation of the source and that of the target");
        }
        Cutover cutover = new Cutover(source, target, settings);
        LogRules logs = new LogRules(cutover);
        TopicItems topics = new TopicItems(cutover);
        AccessRules access = new AccessRules(cutover);
        GroupRules groups = new GroupRules(cutover);
        Instant first = source.state().observedAt();
        Instant second = target.state().observedAt();
        return new CutoverReport(
                from,
                to,
                first.isBefore(second) ? first : second,
                List.of(
                        logs.producersStopped(),
                        logs.drained(),
                        topics.partitionsEqual(),
                        topics.configsEqual(),
                        access.aclsEqual(),
                        access.quotasEqual(),
                        groups.groupsPresent(),
                        new CommitRule(cutover).judge(),
                        groups.noActiveMembers(),
                        topics.minIsrMet(),
                        groups.rollbackSaved(rollback)));
    }

    /** Builds a {@link CutoverCheck}. Not thread-safe. */
    public static final class Builder {
        private final TopicMapping mapping;
        private final Map<CutoverRule, String> accepted = new EnumMap<>(CutoverRule.class);
        private Predicate<String> topics = name -> !OF_MIRRORS.matcher(name).matches();
        private Predicate<String> groups = groupId -> true;
        private Set<String> mayDiffer = MAY_DIFFER;
        private Set<String> transactional = Set.of();
        private Set<String> principalsLeftOut = Set.of();
        private Duration stableFor = Duration.ofSeconds(5);
        private Duration repeatBudget = Duration.ofMinutes(1);
        private Duration rollbackAge = Duration.ofMinutes(10);

        private Builder(TopicMapping mapping) {
            this.mapping = Objects.requireNonNull(mapping, "mapping");
        }

        /**
         * Sets which topics of the source move. If not set, all but Kafka's own and those of mirrors.
         *
         * @param which tells by name at the source
         * @return this builder
         */
        public Builder topics(Predicate<String> which) {
            this.topics = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Sets which groups of the source move. If not set, all that have commits in the topics.
         *
         * @param which tells by group id
         * @return this builder
         */
        public Builder groups(Predicate<String> which) {
            this.groups = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Sets which topic configs are not compared. If not set, {@link #MAY_DIFFER}.
         *
         * @param keys spelled as Kafka spells them; instead of the default, not beside it
         * @return this builder
         */
        public Builder configsThatMayDiffer(Set<String> keys) {
            this.mayDiffer = Set.copyOf(keys);
            return this;
        }

        /**
         * Sets which topics have been written to by transactions: their offsets do not count records. If not set, only those
         * whose log ends with the marker of a transaction are known.
         *
         * @param names at the source
         * @return this builder
         */
        public Builder transactionalTopics(Set<String> names) {
            this.transactional = Set.copyOf(names);
            return this;
        }

        /**
         * Sets whose ACLs are not compared, for example those of MirrorMaker itself. If not set, nobody's.
         *
         * @param principals such as {@code User:mirror-maker}
         * @return this builder
         */
        public Builder principalsLeftOut(Set<String> principals) {
            this.principalsLeftOut = Set.copyOf(principals);
            return this;
        }

        /**
         * Sets how long the ends of the source's logs must not have moved. If not set, 5 s.
         *
         * @param least more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder stableFor(Duration least) {
            this.stableFor = Durations.positive("stableFor", least);
            return this;
        }

        /**
         * Sets of how much time a group may read records again. If not set, 1 minute.
         *
         * @param most more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder repeatBudget(Duration most) {
            this.repeatBudget = Durations.positive("repeatBudget", most);
            return this;
        }

        /**
         * Sets how old the saved commits of the source may be. If not set, 10 minutes.
         *
         * @param most more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder rollbackAge(Duration most) {
            this.rollbackAge = Durations.positive("rollbackAge", most);
            return this;
        }

        /**
         * Accepts that a rule cannot be known, for example {@link CutoverRule#ACLS_EQUAL} where no cluster has an authorizer. A rule
         * that is seen to be broken stays broken. If not set, what is unknown holds clients back.
         *
         * @param rule the rule
         * @param reason why; stands in the report
         * @return this builder
         * @throws IllegalArgumentException if there is no reason
         */
        public Builder acceptUnknown(CutoverRule rule, String reason) {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Did not accept that " + rule + " is unknown: give the reason");
            }
            accepted.put(rule, reason);
            return this;
        }

        /**
         * Returns the check.
         *
         * @return the check
         */
        public CutoverCheck build() {
            return new CutoverCheck(new CutoverSettings(
                    mapping,
                    topics,
                    groups,
                    mayDiffer,
                    transactional,
                    principalsLeftOut,
                    new CutoverSettings.Limits(stableFor, repeatBudget, rollbackAge),
                    Map.copyOf(accepted)));
        }
    }
}
