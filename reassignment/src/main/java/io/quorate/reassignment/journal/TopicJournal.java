// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A journal in a compacted Kafka topic of one partition, so that any machine can resume what another one began. Each record
 * has a key of its own, so compaction keeps all of it until the plan has ended; then tombstones are written. Who opens the
 * journal reads the whole topic: what has not ended, and what compaction has not come to yet.
 *
 * <p>The owner of a cluster's journal is the latest one who opened it: it fences the one before by the epoch of its
 * transactional producer ({@code transactional.id} is {@code quorate-reassignment-} and the cluster's id), who learns it at
 * its next record. Readers see committed records only.
 *
 * <p>If the topic does not exist it is created, with a partition, three replicas or as many as there are brokers, and a
 * {@code min.insync.replicas} of one less, at least 1. Thread-safe.
 */
public final class TopicJournal implements ReassignmentJournal {
    private static final String TOPIC = "__quorate_reassignment";

    private final Map<String, Object> clientConfig;
    private final String topic;
    private final Duration callTimeout;
    private final Time time;

    private TopicJournal(Builder builder) {
        this.clientConfig = Map.copyOf(builder.clientConfig);
        this.topic = builder.topic;
        this.callTimeout = builder.callTimeout;
        this.time = builder.time;
    }

    /**
     * Describes a journal in a topic.
     *
     * @param clientConfig how clients reach the cluster that has the topic: {@code bootstrap.servers} and security. It may be
     *     another cluster than the one whose partitions are reassigned.
     * @return a builder
     */
    public static Builder builder(Map<String, Object> clientConfig) {
        return new Builder(clientConfig);
    }

    @Override
    public JournalSession open(String clusterId, String planId) {
        JournalTopic found = topic();
        found.ensure();
        return TopicSession.open(found, clusterId, planId);
    }

    @Override
    public List<String> unfinished(String clusterId) {
        JournalTopic found = topic();
        if (!found.exists()) {
            return List.of();
        }
        Map<String, JournalState> plans = new LinkedHashMap<>();
        found.read(clusterId, (key, record) -> plans.computeIfAbsent(key.planId(), id -> new JournalState())
                .accept(record));
        List<String> unfinished = new ArrayList<>();
        plans.forEach((planId, state) -> {
            if (!state.isSettled()) {
                unfinished.add(planId);
            }
        });
        return unfinished;
    }

    private JournalTopic topic() {
        return new JournalTopic(clientConfig, topic, callTimeout, time);
    }

    /** What a journal in a topic needs. */
    public static final class Builder {
        private final Map<String, Object> clientConfig;
        private String topic = TOPIC;
        private Duration callTimeout = Duration.ofSeconds(30);
        private Time time = Time.system();

        private Builder(Map<String, Object> clientConfig) {
            this.clientConfig = Objects.requireNonNull(clientConfig, "clientConfig");
        }

        /**
         * Sets the topic.
         *
         * @param topic its name; if it exists, it must have {@code cleanup.policy=compact} and nothing else. If not set, {@code
         *     __quorate_reassignment}.
         * @return this
         */
        public Builder topic(String topic) {
            this.topic = Objects.requireNonNull(topic, "topic");
            return this;
        }

        /**
         * Sets how long each call to the brokers may take.
         *
         * @param callTimeout at least a second. If not set, 30 s.
         * @return this
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder callTimeout(Duration callTimeout) {
            if (callTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("The time-out of a call is at least a second, not " + callTimeout);
            }
            this.callTimeout = callTimeout;
            return this;
        }

        /**
         * Sets the clock by which it waits.
         *
         * @param time the clock. If not set, the system's.
         * @return this
         */
        public Builder time(Time time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Returns the journal. Nothing is created or read yet.
         *
         * @return the journal
         */
        public TopicJournal build() {
            return new TopicJournal(this);
        }
    }
}
