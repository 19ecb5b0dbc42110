// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.internal.Durations;
import io.quorate.time.Time;
import io.quorate.upgrade.execute.RunLog.Mode;
import io.quorate.upgrade.journal.JournalSession;
import io.quorate.upgrade.journal.UpgradeJournal;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeListener;
import io.quorate.upgrade.progress.UpgradeResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Takes a cluster to another release, or through a restart of every node, without taking it down.
 *
 * <ol>
 *   <li>{@link #start} takes the nodes through their turns, wave after wave. No node is stopped before several looks at the
 *       cluster in a row agree that it is safe, and the next one not before this one is back in every ISR. All of it can be
 *       taken back.
 *   <li>{@link #finalizeUpgrade} does what cannot be taken back, and is a decision of its own.
 *   <li>{@link #rollBack} goes back to the old release, as long as there is a way.
 * </ol>
 *
 * <p>Whatever is done is written to a journal before. After a crash, at whatever moment, the same call with the same plan and
 * journal looks at what is there and goes on. A second coordinator for the same cluster is refused; one that lost the journal
 * to another cannot touch a node any more.
 *
 * <p>Thread-safe. The caller owns {@code Admin}, which must be able to reach the cluster while any one node is down.
 */
public final class RollingUpgradeCoordinator {
    private final Builder settings;

    private RollingUpgradeCoordinator(Builder settings) {
        this.settings = settings;
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @param lifecycle hands on the nodes
     * @param journal where to write what must survive; not in this cluster
     * @return the builder
     */
    public static Builder builder(Admin admin, BrokerLifecycle lifecycle, UpgradeJournal journal) {
        Objects.requireNonNull(admin, "admin");
        return new Builder(
                lifecycle,
                journal,
                settings ->
                        plan -> new AdminGateway(admin, lifecycle, plan.era(), plan.brokerIds(), settings.callTimeout));
    }

    /** For tests without a cluster. */
    static Builder builder(ClusterGateway gateway, BrokerLifecycle lifecycle, UpgradeJournal journal) {
        return new Builder(lifecycle, journal, settings -> plan -> gateway);
    }

    /**
     * Begins, or resumes, the part of an upgrade that can be taken back: the nodes' turns. Where the plan has nothing that
     * cannot, that is all of it.
     *
     * @param plan what to do; after a crash, the same or one that was made anew for the same target
     * @return the run, which goes on in a thread of its own
     * @throws UpgradeRefusedException if its preflight failed, or another run is not finished; nothing was changed
     * @throws io.quorate.upgrade.journal.JournalOwnershipException if another coordinator is at work
     */
    public UpgradeExecution start(UpgradePlan plan) {
        return begin(plan, Mode.ROLL);
    }

    /**
     * Begins, or resumes, what cannot be taken back: feature levels, one by one; in the ZooKeeper era the roll that takes the
     * pin of the protocol away. Every node is proven to run the target first.
     *
     * @param plan the plan that was rolled
     * @return the run, which goes on in a thread of its own
     * @throws UpgradeRefusedException if there is nothing to finalize or the rolls are not finished; nothing was changed
     * @throws io.quorate.upgrade.journal.JournalOwnershipException if another coordinator is at work
     */
    public UpgradeExecution finalizeUpgrade(UpgradePlan plan) {
        return begin(plan, Mode.FINALIZE);
    }

    /**
     * Begins, or resumes, the way back to the old release.
     *
     * @param plan the plan to take back
     * @return the run, which goes on in a thread of its own
     * @throws UpgradeRefusedException if there is no way back any more, and why; nothing was changed
     * @throws io.quorate.upgrade.journal.JournalOwnershipException if another coordinator is at work
     */
    public UpgradeExecution rollBack(UpgradePlan plan) {
        return begin(plan, Mode.ROLL_BACK);
    }

    private UpgradeExecution begin(UpgradePlan plan, Mode mode) {
        ClusterGateway gateway = settings.gateways.apply(settings).apply(plan);
        JournalSession session = settings.journal.open(plan.clusterId());
        try {
            RunLog log = new RunLog(session, settings.time);
            new RunOpening(plan, log, gateway).open(mode);
            RunSettings run = settings.settings();
            Control control = new Control(settings.time, run.pace().poll());
            Board board = new Board(settings.time, run.listener());
            RunContext context =
                    new RunContext(plan, gateway, settings.lifecycle, log, run, control, board, settings.crew);
            UpgradeRun upgrade = new UpgradeRun(context, mode, settings.canary.get());
            CompletableFuture<UpgradeResult> completion = new CompletableFuture<>();
            Thread thread = new Thread(() -> complete(upgrade, session, completion), "quorate-upgrade-" + log.runId());
            thread.setDaemon(true);
            thread.start();
            return new UpgradeExecution(log.runId(), control, board, completion);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private static void complete(
            UpgradeRun upgrade, JournalSession session, CompletableFuture<UpgradeResult> completion) {
        UpgradeResult result = null;
        Throwable failure = null;
        try {
            result = upgrade.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        try {
            session.close();
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
        // Whoever waits for the end may open the journal at once.
        if (failure == null) {
            completion.complete(result);
        } else {
            completion.completeExceptionally(failure);
        }
    }

    /** Builds a {@link RollingUpgradeCoordinator}. Not thread-safe. */
    public static final class Builder {
        private final BrokerLifecycle lifecycle;
        private final UpgradeJournal journal;
        private final Function<Builder, Function<UpgradePlan, ClusterGateway>> gateways;
        private Duration stopTimeout = Duration.ofMinutes(5);
        private Duration nodeTimeout = Duration.ofMinutes(10);
        private Duration gateTimeout = Duration.ofMinutes(30);
        private Duration leadersTimeout = Duration.ofMinutes(1);
        private Duration callTimeout = Duration.ofSeconds(10);
        private RunSettings.Pace pace =
                new RunSettings.Pace(Duration.ofSeconds(2), 3, Duration.ofSeconds(5), Duration.ofMinutes(1));
        private RunSettings.Approval approval = RunSettings.Approval.NOT_NEEDED;
        private Duration seenSnapshotWait = Duration.ofHours(3);
        private Duration unseenSnapshotWait = Duration.ZERO;
        private Supplier<Canary> canary = () -> Canary.NONE;
        private UpgradeListener listener = event -> {};
        private Time time = Time.system();
        private RunContext.Crew crew = new ThreadCrew();

        private Builder(
                BrokerLifecycle lifecycle,
                UpgradeJournal journal,
                Function<Builder, Function<UpgradePlan, ClusterGateway>> gateways) {
            this.lifecycle = Objects.requireNonNull(lifecycle, "lifecycle");
            this.journal = Objects.requireNonNull(journal, "journal");
            this.gateways = gateways;
        }

        /**
         * Sets how long a controlled shutdown may take. If not set, 5 min. It is never cut short by a kill.
         *
         * @param value more than zero
         * @return this builder
         */
        public Builder stopTimeout(Duration value) {
            this.stopTimeout = Durations.positive("stopTimeout", value);
            return this;
        }

        /**
         * Sets how long a node may take from its start until it is back in every ISR. If not set, 10 min. A node that
         * recovers its logs may take longer, if the lifecycle can tell that.
         *
         * @param value more than zero
         * @return this builder
         */
        public Builder nodeTimeout(Duration value) {
            this.nodeTimeout = Durations.positive("nodeTimeout", value);
            return this;
        }

        /**
         * Sets how long to wait until the next node may be stopped. If not set, 30 min. Then the run ends, blocked.
         *
         * @param value more than zero
         * @return this builder
         */
        public Builder gateTimeout(Duration value) {
            this.gateTimeout = Durations.positive("gateTimeout", value);
            return this;
        }

        /**
         * Sets how long a node may take to lead its partitions again. If not set, 1 min. Then it is a warning.
         *
         * @param value more than zero
         * @return this builder
         */
        public Builder leadersTimeout(Duration value) {
            this.leadersTimeout = Durations.positive("leadersTimeout", value);
            return this;
        }

        /**
         * Sets the deadline of each single call. If not set, 10 s.
         *
         * @param value more than zero
         * @return this builder
         */
        public Builder callTimeout(Duration value) {
            this.callTimeout = Durations.positive("callTimeout", value);
            return this;
        }

        /**
         * Sets how often to look at the cluster, and how many looks in a row must agree before a node is stopped or counts as
         * back. If not set, every 2 s, and three of them.
         *
         * @param interval from one look to the next, more than zero
         * @param agreeing 1 or more
         * @return this builder
         * @throws IllegalArgumentException if {@code agreeing} is less than 1
         */
        public Builder looks(Duration interval, int agreeing) {
            if (agreeing < 1) {
                throw new IllegalArgumentException("At least one look is needed, not " + agreeing);
            }
            this.pace = new RunSettings.Pace(
                    Durations.positive("interval", interval), agreeing, pace.coolDown(), pace.canarySoak());
            return this;
        }

        /**
         * Sets how long each node is watched after it is back. If not set, 5 s.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder coolDown(Duration value) {
            this.pace = new RunSettings.Pace(pace.poll(), pace.looks(), value, pace.canarySoak());
            return this;
        }

        /**
         * Sets how much longer the first node of each role is watched. If not set, 1 min.
         *
         * @param value zero or more
         * @return this builder
         */
        public Builder canarySoak(Duration value) {
            this.pace = new RunSettings.Pace(pace.poll(), pace.looks(), pace.coolDown(), value);
            return this;
        }

        /**
         * Makes the run wait for {@link UpgradeExecution#approve()} after the first node of each role. If not set, it goes on
         * by itself.
         *
         * @return this builder
         */
        public Builder awaitApproval() {
            this.approval = RunSettings.Approval.NEEDED;
            return this;
        }

        /**
         * Makes the run write records of its own with {@code acks=all}, and read them back, before the first node and after
         * each wave. It creates the topic if it is not there, with a partition for each broker, and leaves it there. If not
         * set, it writes nothing.
         *
         * @param topic a topic that nobody else writes to
         * @param clientConfig how its producer and consumer reach the cluster
         * @return this builder
         */
        public Builder canary(String topic, Map<String, ?> clientConfig) {
            Map<String, Object> copy = Map.copyOf(clientConfig);
            this.canary = () -> new KafkaCanary(topic, copy);
            return this;
        }

        /**
         * Sets how long to wait for metadata snapshots before old binaries go back behind a lowered feature level. If not set,
         * 3 h where the lifecycle shows snapshots.
         *
         * @param value more than zero
         * @return this builder
         */
        public Builder snapshotWait(Duration value) {
            this.seenSnapshotWait = Durations.positive("snapshotWait", value);
            return this;
        }

        /**
         * Sets how long to wait for metadata snapshots that the lifecycle cannot show. If not set, such a rollback ends,
         * blocked.
         *
         * @param value longer than {@code metadata.log.max.snapshot.interval.ms}
         * @return this builder
         */
        public Builder unseenSnapshotWait(Duration value) {
            this.unseenSnapshotWait = Durations.positive("unseenSnapshotWait", value);
            return this;
        }

        /**
         * Sets who hears what happens. If not set, nobody.
         *
         * @param value the listener
         * @return this builder
         */
        public Builder listener(UpgradeListener value) {
            this.listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        /**
         * Sets the clock. If not set, {@link Time#system()}.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "clock");
            return this;
        }

        Builder crew(RunContext.Crew value) {
            this.crew = value;
            return this;
        }

        private RunSettings settings() {
            return new RunSettings(
                    new RunSettings.Timeouts(stopTimeout, nodeTimeout, gateTimeout, leadersTimeout),
                    pace,
                    approval,
                    new RunSettings.SnapshotWait(seenSnapshotWait, unseenSnapshotWait),
                    listener);
        }

        /**
         * Returns the coordinator.
         *
         * @return the coordinator
         */
        public RollingUpgradeCoordinator build() {
            return new RollingUpgradeCoordinator(this);
        }
    }
}
