// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import io.quorate.topic.Mode;
import io.quorate.topic.TopicChanges;
import io.quorate.topic.TopicConsent;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicReport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Compares topics with what is declared when an application starts, and brings them nearer to it as far as it is allowed.
 *
 * <ol>
 *   <li>It reads the topics, those with a policy by name: absent, denied and unreachable are three different answers.
 *   <li>It plans steps by {@link Mode} and consent. Nothing is ever deleted or created again, and the replication factor is
 *       left to the {@code reassignment} module ({@link TopicReport#replicationChanges}).
 *   <li>Each step is refused if the topic is no longer what it was planned from, then tried on the brokers with
 *       {@code validateOnly}, then done, topic by topic.
 *   <li>It waits until each topic can be written to: a leader, and in-sync replicas as {@code min.insync.replicas} wants.
 *   <li>It reads again, and reports what is left.
 * </ol>
 *
 * <p>Any number of applications may do it at once: who comes second looks again. Run on Kafka 4.3.1 and 3.9.2;
 * {@code incrementalAlterConfigs} needs 2.3. Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class TopicReconciler {
    private final Admin admin;
    private final Duration callTimeout;
    private final Duration usableWithin;
    private final Time time;

    private TopicReconciler(Builder builder) {
        this.admin = builder.admin;
        this.callTimeout = builder.callTimeout;
        this.usableWithin = builder.usableWithin;
        this.time = builder.time;
    }

    /**
     * Returns a reconciler with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the reconciler
     */
    public static TopicReconciler using(Admin admin) {
        return builder(admin).build();
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(admin);
    }

    /**
     * Reads the topics and compares them with what is declared. Changes nothing in the cluster.
     *
     * @param policies what is declared
     * @return every drift at once
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws IllegalArgumentException if the policies are for another cluster
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public TopicReport observe(TopicPolicies policies) {
        return policies.validate(state(policies.topics(), policies.configKeys()));
    }

    /**
     * Reads the topics, changes what may be changed, and reads again. Blocks until the changed topics can be used, at most
     * as long as {@link Builder#usableWithin} says.
     *
     * @param policies what is declared
     * @param mode how much may be changed
     * @param consents the risks that somebody takes, topic by topic
     * @return what was found, done and left
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws IllegalArgumentException if the policies are for another cluster
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public ReconcileResult apply(TopicPolicies policies, Mode mode, TopicConsent... consents) {
        TopicReport before = observe(policies);
        TopicChanges changes = before.plan(mode, Set.of(consents));
        if (changes.steps().isEmpty()) {
            return new ReconcileResult(before, changes, List.of(), before);
        }
        TopicChangeRun run = change(changes);
        ClusterState after = run.awaitUsable(observer(policies.topics(), policies.configKeys()), time, usableWithin);
        return new ReconcileResult(before, changes, run.results(), policies.validate(after));
    }

    /**
     * Makes changes that were planned before, perhaps by somebody else and looked at by a person.
     *
     * @param changes what was planned
     * @return what became of each step, in their order; a step whose topic is no longer what it was planned from is refused
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers
     * @throws IllegalArgumentException if they were planned for another cluster
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public List<StepResult> apply(TopicChanges changes) {
        TopicChangeRun run = change(changes);
        run.awaitUsable(
                observer(TopicChangeRun.topics(changes), TopicChangeRun.configKeys(changes)), time, usableWithin);
        return run.results();
    }

    private TopicChangeRun change(TopicChanges changes) {
        ClusterState now = state(TopicChangeRun.topics(changes), TopicChangeRun.configKeys(changes));
        if (!now.clusterId().equals(changes.clusterId())) {
            throw new IllegalArgumentException("Did not change topics: the changes were planned for cluster "
                    + changes.clusterId() + ", and this is cluster " + now.clusterId() + ". Check bootstrap.servers.");
        }
        TopicChangeRun run = new TopicChangeRun(new TopicCalls(admin, callTimeout), changes, now);
        run.change();
        return run;
    }

    /**
     * Applies policies when an application starts, and deals with a cluster that cannot be reached as the start-up policy
     * says.
     *
     * @param policies what is declared
     * @param mode how much may be changed
     * @param startUp what to do while the cluster cannot be reached
     * @param consents the risks that somebody takes, topic by topic
     * @return a handle: completed already unless the policy goes on in the background
     * @throws io.quorate.observe.ClusterObservationException if nobody of the cluster answers and the policy is to fail, or
     *     the time is over
     * @throws IllegalArgumentException if the policies are for another cluster
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public TopicStartUp start(TopicPolicies policies, Mode mode, StartUpPolicy startUp, TopicConsent... consents) {
        return TopicStartUp.start(() -> apply(policies, mode, consents), mode, startUp, time);
    }

    private ClusterState state(Set<String> topics, Set<String> configKeys) {
        return observer(topics, configKeys).observe();
    }

    private ClusterObserver observer(Set<String> topics, Set<String> configKeys) {
        return ClusterObserver.builder(admin)
                .callTimeout(callTimeout)
                .time(time)
                .sections(EnumSet.of(Section.TOPICS, Section.TOPIC_CONFIGS))
                .topicsByName(topics)
                .topicConfigKeys(configKeys)
                .build();
    }

    /** Builds a {@link TopicReconciler}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private Duration callTimeout = Duration.ofSeconds(10);
        private Duration usableWithin = Duration.ofSeconds(30);
        private Time time = Time.system();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets the deadline of each single call. If not set, 10 s: longer than a leader election.
         *
         * @param timeout more than zero
         * @return this builder
         */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = timeout;
            return this;
        }

        /**
         * Sets how long to wait until changed topics can be used. If not set, 30 s: as long as Kafka's clients wait for an
         * answer ({@code request.timeout.ms}).
         *
         * @param timeout zero does not wait
         * @return this builder
         */
        public Builder usableWithin(Duration timeout) {
            this.usableWithin = timeout;
            return this;
        }

        /**
         * Sets the clock. If not set, {@link Time#system()}.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = clock;
            return this;
        }

        /**
         * Returns the reconciler.
         *
         * @return the reconciler
         */
        public TopicReconciler build() {
            return new TopicReconciler(this);
        }
    }
}
