// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.internal.Durations;
import io.quorate.observe.Section;
import io.quorate.reassignment.journal.JournalException;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.JournalState;
import io.quorate.reassignment.journal.MemoryJournal;
import io.quorate.reassignment.journal.PlanId;
import io.quorate.reassignment.journal.ReassignmentJournal;
import io.quorate.reassignment.plan.PlanProblem;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.progress.ReassignmentListener;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.reassignment.throttle.ThrottleGateway;
import io.quorate.reassignment.throttle.ThrottleLease;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out reassignment plans.
 *
 * <p>Each look at the cluster decides what to do next: what is done is skipped, what is in flight is adopted, the rest is
 * started a little at a time. So a run can be ended by anything, at any moment: starting the same plan again, with the same
 * journal, finishes it, and restores the throttle that was set. One run at a time owns the journal of a cluster.
 * Thread-safe. The caller owns {@code Admin} and must not close it before the run has ended.
 *
 * <p>Needs Kafka 2.4 (KIP-455); a throttle needs 2.3. Run on Kafka 4.3.1.
 */
public final class ReassignmentExecutor {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReassignmentExecutor.class);

    private final Builder settings;

    private ReassignmentExecutor(Builder builder) {
        this.settings = builder.copy();
    }

    /**
     * Returns an executor with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the executor
     */
    public static ReassignmentExecutor using(Admin admin) {
        return builder(admin).build();
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        Duration callTimeout = Duration.ofSeconds(10);
        return new Builder(new AdminGateway(admin, callTimeout), ThrottleGateway.using(admin, callTimeout));
    }

    /** The tests come in here, with a cluster that breaks on command. */
    static Builder builder(ClusterGateway gateway, ThrottleGateway throttles) {
        return new Builder(gateway, throttles);
    }

    /**
     * Starts to carry out a plan, in a thread of its own, or takes up a run of the same plan that was interrupted. Changes
     * the cluster: replicas, leaders, throttle configs of topics and brokers while it runs, and the cordon of brokers that
     * are emptied.
     *
     * @param plan what to do
     * @return the handle
     * @throws PlanRejectedException if the plan has problems, wants replicas on brokers that are not online, or meets
     *     reassignments of others that are not to be waited for
     * @throws StalePlanException if the plan is for another cluster
     * @throws io.quorate.reassignment.journal.JournalOwnershipException if another run owns the journal of this cluster
     * @throws io.quorate.observe.ClusterObservationException if the cluster cannot be reached
     */
    public ReassignmentExecution start(ReassignmentPlan plan) {
        Prepared prepared = prepare(plan);
        CompletableFuture<ReassignmentResult> completion = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        completion.complete(prepared.run());
                    } catch (Throwable e) {
                        completion.completeExceptionally(e);
                        throw e;
                    }
                },
                "quorate-reassignment-" + plan.clusterId());
        thread.setDaemon(true);
        thread.start();
        return new ReassignmentExecution(prepared.context(), completion);
    }

    /** A run that owns the journal and has changed nothing yet. */
    record Prepared(RunContext context, ReassignmentRun toRun) {
        ReassignmentResult run() {
            try {
                ReassignmentResult result = toRun.run();
                forget();
                return result;
            } finally {
                context.journal().close();
            }
        }

        /** What has ended and owes nothing, as is read back, is of no use any more. */
        private void forget() {
            try {
                if (JournalState.of(context.journal()).isSettled()) {
                    context.journal().forget();
                }
            } catch (JournalException e) {
                LOGGER.atWarn().setCause(e).log("The journal of a run that has ended stays");
            }
        }
    }

    Prepared prepare(ReassignmentPlan plan) {
        if (!plan.problems().isEmpty()) {
            throw new PlanRejectedException(
                    plan.problems().stream().map(PlanProblem::describe).toList());
        }
        ClusterState state = settings.gateway.observe(Set.of(Section.REASSIGNMENTS), name -> false);
        if (!state.clusterId().equals(plan.clusterId())) {
            throw new StalePlanException(
                    List.of("it is for cluster " + plan.clusterId() + ", and this is cluster " + state.clusterId()));
        }
        new Leftovers(settings.gateway, settings.throttles, settings.journal, settings.time).settle(plan, state);
        JournalSession session = settings.journal.open(plan.clusterId(), PlanId.of(plan));
        try {
            JournalState before = JournalState.of(session);
            if (!before.isWhole() || before.outcome().isPresent()) {
                List<String> problems = Preflight.problems(plan, state, settings.foreign);
                if (!problems.isEmpty()) {
                    throw new PlanRejectedException(problems);
                }
            }
            return prepare(plan, session);
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    private Prepared prepare(ReassignmentPlan plan, JournalSession session) {
        Recorder recorder = new Recorder(settings.listener);
        Teller teller = new Teller(recorder);
        RunContext context = new RunContext(
                plan,
                settings.gateway,
                session,
                new RunControl(settings.time, settings.stallTimeout, settings.pollInterval),
                settings.run(),
                settings.limits,
                new ThrottleKeeper(
                        settings.throttle,
                        rate -> ThrottleLease.builder(settings.throttles, session, rate)
                                .lowestRate(settings.lowestThrottle)
                                .build(),
                        online -> ThrottleLease.restore(settings.throttles, session, online),
                        teller),
                teller);
        return new Prepared(context, new ReassignmentRun(context, recorder));
    }

    /** Builds a {@link ReassignmentExecutor}. Not thread-safe. */
    public static final class Builder {
        private final ClusterGateway gateway;
        private final ThrottleGateway throttles;
        private ReassignmentListener listener = event -> {};
        private ReassignmentJournal journal = new MemoryJournal();
        private Time time = Time.system();
        private AdmissionLimits limits = AdmissionLimits.defaults();
        private Optional<DataRate> throttle = Optional.empty();
        private DataRate lowestThrottle = DataRate.ofMegabytesPerSecond(1);
        private Duration pollInterval = Duration.ofMillis(500);
        private Duration stallTimeout = Duration.ofMinutes(10);
        private Duration stalledAfter = Duration.ofMinutes(1);
        private Duration brokerGrace = Duration.ofSeconds(30);
        private ForeignReassignments foreign = ForeignReassignments.WAIT;

        private Builder(ClusterGateway gateway, ThrottleGateway throttles) {
            this.gateway = Objects.requireNonNull(gateway, "gateway");
            this.throttles = Objects.requireNonNull(throttles, "throttles");
        }

        private Builder copy() {
            Builder copy = new Builder(gateway, throttles);
            copy.listener = listener;
            copy.journal = journal;
            copy.time = time;
            copy.limits = limits;
            copy.throttle = throttle;
            copy.lowestThrottle = lowestThrottle;
            copy.pollInterval = pollInterval;
            copy.stallTimeout = stallTimeout;
            copy.stalledAfter = stalledAfter;
            copy.brokerGrace = brokerGrace;
            copy.foreign = foreign;
            return copy;
        }

        private RunSettings run() {
            return new RunSettings(pollInterval, stallTimeout, stalledAfter, brokerGrace, foreign);
        }

        /**
         * Sets who hears what happens. If not set, nobody.
         *
         * @param events the listener
         * @return this builder
         */
        public Builder listener(ReassignmentListener events) {
            this.listener = Objects.requireNonNull(events, "events");
            return this;
        }

        /**
         * Sets where is written what must survive the process. If not set, nothing survives it: a new one in memory.
         *
         * @param records the journal
         * @return this builder
         */
        public Builder journal(ReassignmentJournal records) {
            this.journal = Objects.requireNonNull(records, "records");
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

        /**
         * Sets how much is copied at the same time. If not set, {@link AdmissionLimits#defaults()}.
         *
         * @param most the limits
         * @return this builder
         */
        public Builder limits(AdmissionLimits most) {
            this.limits = Objects.requireNonNull(most, "most");
            return this;
        }

        /**
         * Sets how much each broker may send and receive for the moves. If not set, nothing is throttled.
         *
         * @param rate the rate; what producers write to the same partitions meanwhile counts, so it must be above that
         * @return this builder
         */
        public Builder throttle(DataRate rate) {
            this.throttle = Optional.of(rate);
            return this;
        }

        /**
         * Sets the rate below which none is taken: a throttle below what producers write never lets a replica catch up. If
         * not set, 1 MB/s.
         *
         * @param rate the lowest
         * @return this builder
         */
        public Builder lowestThrottle(DataRate rate) {
            this.lowestThrottle = Objects.requireNonNull(rate, "rate");
            return this;
        }

        /**
         * Sets how long to wait between looks at the cluster. If not set, 500 ms.
         *
         * @param interval more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder pollInterval(Duration interval) {
            this.pollInterval = Durations.positive("pollInterval", interval);
            return this;
        }

        /**
         * Sets how long nothing may move before a run gives up and cancels what hangs. Time in which it is paused, or waits
         * for the health of the cluster or for reassignments of others, does not count. If not set, 10 minutes.
         *
         * @param timeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder stallTimeout(Duration timeout) {
            this.stallTimeout = Durations.positive("stallTimeout", timeout);
            return this;
        }

        /**
         * Sets how long a replica may not grow until listeners hear of it. If not set, 1 minute.
         *
         * @param time more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder tellStalledAfter(Duration time) {
            this.stalledAfter = Durations.positive("tellStalledAfter", time);
            return this;
        }

        /**
         * Sets how long a broker may be away, as in a restart, until what is copied to it is cancelled and goes elsewhere. If
         * not set, 30 s.
         *
         * @param grace more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder brokerGrace(Duration grace) {
            this.brokerGrace = Durations.positive("brokerGrace", grace);
            return this;
        }

        /**
         * Sets what to do when somebody else reassigns partitions of the plan. If not set, {@link ForeignReassignments#WAIT}.
         *
         * @param policy what to do
         * @return this builder
         */
        public Builder foreignReassignments(ForeignReassignments policy) {
            this.foreign = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Returns the executor.
         *
         * @return the executor
         */
        public ReassignmentExecutor build() {
            return new ReassignmentExecutor(this);
        }
    }
}
