// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.internal.Durations;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.progress.DurabilityListener;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;

/**
 * Carries out durability plans.
 *
 * <p>Each step observes the cluster first, skips what is done, adopts what is in flight, and does the rest. So a run can
 * be ended by anything, at any moment: planning again and running the new plan finishes the job. Thread-safe. The caller
 * owns {@code Admin} and must not close it before the run has ended.
 *
 * <p>Needs KRaft, and Kafka 3.9 to add controllers to the quorum (KIP-853). Run on Kafka 4.3.1.
 */
public final class DurabilityExecutor {
    private final ClusterGateway gateway;
    private final DurabilityListener listener;
    private final Time time;
    private final Duration stallTimeout;
    private final int partitionsInFlight;

    private DurabilityExecutor(Builder builder) {
        this.gateway = builder.gateway;
        this.listener = builder.listener;
        this.time = builder.time;
        this.stallTimeout = builder.stallTimeout;
        this.partitionsInFlight = builder.partitionsInFlight;
    }

    /**
     * Returns an executor with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the executor
     */
    public static DurabilityExecutor using(Admin admin) {
        return builder(admin).build();
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(new AdminGateway(admin, Duration.ofSeconds(10)));
    }

    /** The tests come in here, with a cluster that breaks on command. */
    static Builder builder(ClusterGateway gateway) {
        return new Builder(gateway);
    }

    /**
     * Starts to carry out a plan, in a thread of its own. Changes the cluster: replicas, the voters of the quorum, {@code
     * min.insync.replicas}, the order of replicas, leaders.
     *
     * @param plan what to do
     * @return the handle
     * @throws PlanRejectedException if the plan has problems
     * @throws StalePlanException if the plan is for another cluster
     * @throws io.quorate.observe.ClusterObservationException if the cluster cannot be reached
     */
    public DurabilityExecution start(DurabilityPlan plan) {
        if (!plan.problems().isEmpty()) {
            throw new PlanRejectedException(List.of(plan.describe()));
        }
        ClusterState state = gateway.observe(Set.<Section>of(), name -> false);
        if (!state.clusterId().equals(plan.clusterId())) {
            throw new StalePlanException(
                    List.of("it is for cluster " + plan.clusterId() + ", and this is cluster " + state.clusterId()));
        }
        DurabilityRun run =
                new DurabilityRun(plan, gateway, new RunControl(time, stallTimeout), listener, partitionsInFlight);
        CompletableFuture<DurabilityResult> completion = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        completion.complete(run.run());
                    } catch (Throwable e) {
                        completion.completeExceptionally(e);
                        throw e;
                    }
                },
                "quorate-durability-" + plan.clusterId());
        thread.setDaemon(true);
        thread.start();
        return new DurabilityExecution(run, completion);
    }

    /** Builds a {@link DurabilityExecutor}. Not thread-safe. */
    public static final class Builder {
        private final ClusterGateway gateway;
        private DurabilityListener listener = event -> {};
        private Time time = Time.system();
        private Duration stallTimeout = Duration.ofMinutes(10);
        private int partitionsInFlight = 50;

        private Builder(ClusterGateway gateway) {
            this.gateway = Objects.requireNonNull(gateway, "gateway");
        }

        /**
         * Sets who hears what happens. If not set, nobody.
         *
         * @param events the listener
         * @return this builder
         */
        public Builder listener(DurabilityListener events) {
            this.listener = Objects.requireNonNull(events, "events");
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
         * Sets how long nothing may move before a run gives up. If not set, 10 minutes.
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
         * Sets how many partitions are reassigned at the same time. If not set, 50.
         *
         * @param partitions 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder partitionsInFlight(int partitions) {
            if (partitions < 1) {
                throw new IllegalArgumentException("partitionsInFlight must be at least 1, not " + partitions);
            }
            this.partitionsInFlight = partitions;
            return this;
        }

        /**
         * Returns the executor.
         *
         * @return the executor
         */
        public DurabilityExecutor build() {
            return new DurabilityExecutor(this);
        }
    }
}
