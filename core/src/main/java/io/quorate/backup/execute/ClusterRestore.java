// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.execute;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.observe.RestoreObserver;
import io.quorate.backup.plan.RestoreOptions;
import io.quorate.backup.plan.RestorePlan;
import io.quorate.backup.plan.RestorePlanner;
import io.quorate.backup.plan.RestoreSection;
import io.quorate.backup.plan.RestoreStep;
import io.quorate.cluster.Gap;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/**
 * Restores a backup to a cluster, the same or another one. The plan is the dry run: look at it, then apply it.
 *
 * <pre>{@code
 * ClusterRestore restore = ClusterRestore.using(admin);
 * RestorePlan plan = restore.plan(ClusterBackup.readFrom(file), RestoreOptions.defaults());
 * LOGGER.info(plan.describe());
 * restore.apply(plan).throwIfIncomplete();
 * }</pre>
 *
 * <p>A restore creates and sets what is missing. It never deletes, shrinks or lowers anything, and a second one changes nothing.
 * Before the first write, the brokers check each creation, config and quota ({@code validateOnly}); if they refuse one, nothing
 * is written. Records are not in a backup, nor are passwords of SCRAM users.
 *
 * <p>Kafka 2.3 is needed to set configs of what exists (KIP-339), 2.6 for quotas (KIP-546), 2.8 to give groups their commits back
 * exactly, which goes by topic ids (KIP-516). Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class ClusterRestore {
    private final AdminReader reader;
    private final RestoreObserver observer;
    private final RestoreCalls calls;

    private ClusterRestore(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.observer = RestoreObserver.using(builder.admin, builder.callTimeout, builder.time);
        this.calls = new RestoreCalls(reader);
    }

    /**
     * Returns one with default settings.
     *
     * @param admin a client of the target; stays the caller's
     * @return the restore
     */
    public static ClusterRestore using(Admin admin) {
        return builder(admin).build();
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the target; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(admin);
    }

    /**
     * Looks at the target and plans. Changes nothing.
     *
     * @param backup what shall be restored
     * @param options what the restore may do
     * @return what would be done, and what not and why
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public RestorePlan plan(ClusterBackup backup, RestoreOptions options) {
        return RestorePlanner.plan(backup, observer.observe(backup, options), options);
    }

    /**
     * Applies a plan, unless the target has changed since it was made, or the brokers refuse a step when they are asked first: then
     * nothing is written. A step that fails later does not hold up the others.
     *
     * @param plan the plan
     * @return what became of each step
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted; what was written stays
     */
    public RestoreResult apply(RestorePlan plan) {
        RestorePlan now = plan(plan.backup(), plan.options());
        List<String> outdated = plan.outdatedBy(now);
        if (!outdated.isEmpty()) {
            return new RestoreResult(plan, results(plan, Map.of()), outdated);
        }
        Set<RestoreStep> open = new HashSet<>(now.writes());
        Map<RestoreStep, StepResult> results = new HashMap<>();
        List<RestoreStep> todo = new ArrayList<>();
        for (RestoreStep step : plan.writes()) {
            if (open.contains(step)) {
                todo.add(step);
            } else {
                results.put(step, new StepResult.AlreadyDone(step));
            }
        }
        Map<RestoreStep, Gap> refused = failures(calls.send(todo, RestoreCalls.Earnest.DRY_RUN));
        refused.forEach((step, gap) -> results.put(step, new StepResult.Failed(step, gap)));
        if (refused.isEmpty()) {
            for (RestoreSection section : RestoreSection.values()) {
                write(todo.stream().filter(step -> step.section() == section).toList(), results);
            }
        }
        return new RestoreResult(plan, results(plan, results), List.of());
    }

    private void write(List<RestoreStep> steps, Map<RestoreStep, StepResult> results) {
        Map<RestoreStep, Gap> failed = failures(calls.send(steps, RestoreCalls.Earnest.WRITE));
        for (RestoreStep step : steps) {
            Gap gap = failed.get(step);
            results.put(step, gap == null ? new StepResult.Done(step) : new StepResult.Failed(step, gap));
        }
    }

    private Map<RestoreStep, Gap> failures(Map<RestoreStep, KafkaFuture<Void>> sent) {
        Map<RestoreStep, Gap> failures = new HashMap<>();
        sent.forEach((step, future) ->
                reader.ask(step.subject(), future, done -> step).get().gaps().forEach(gap -> failures.put(step, gap)));
        return failures;
    }

    private static List<StepResult> results(RestorePlan plan, Map<RestoreStep, StepResult> known) {
        return plan.writes().stream()
                .map(step -> known.getOrDefault(step, new StepResult.NotTried(step)))
                .toList();
    }

    /** Builds a {@link ClusterRestore}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private Duration callTimeout = Duration.ofSeconds(30);
        private Time time = Time.system();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets the deadline of each single call. If not set, 30 s.
         *
         * @param timeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = Durations.positive("callTimeout", timeout);
            return this;
        }

        /**
         * Sets the clock. If not set, the system's.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Returns the restore.
         *
         * @return the restore
         */
        public ClusterRestore build() {
            return new ClusterRestore(this);
        }
    }
}
