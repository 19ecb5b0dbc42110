// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.error.OperationInterruptedException;
import io.quorate.internal.Gaps;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record through each broker with {@code acks=all}, reads it back, and tells how long both took. It sees what
 * metadata do not: a broker that is registered and hangs.
 *
 * <p>The topic has a partition for each broker, which that broker leads when all is well; only {@link #prepareTopic} makes
 * it. Records have 8 bytes and are deleted after 10 minutes, so a probe a second stays below 100 kB for each broker and
 * replica, in at most two segments of 1 MiB.
 *
 * <p>Thread-safe: one run at a time.
 */
public final class BrokerProbe implements AutoCloseable {
    private final Map<String, Object> configs;
    private final String topic;
    private final Duration timeout;
    private final Time time;
    private @Nullable Admin admin;
    private @Nullable ProbeClients clients;

    private BrokerProbe(Builder builder) {
        this.configs = builder.configs;
        this.topic = builder.topic;
        this.timeout = builder.timeout;
        this.time = builder.time;
    }

    /**
     * Returns a builder.
     *
     * @param clientConfigs how to reach the cluster: {@code bootstrap.servers} and security; the rest is set by the probe
     * @return the builder
     */
    public static Builder builder(Map<String, Object> clientConfigs) {
        return new Builder(clientConfigs);
    }

    /**
     * Makes the topic, or adds partitions to it for brokers that are new. Changes nothing if each online broker has its
     * partition. To be called once, and again after brokers were added.
     *
     * @return what was done, for people
     * @throws ProbeTopicException if the topic could not be made
     * @throws OperationInterruptedException if the thread is interrupted
     */
    public synchronized String prepareTopic() {
        return new ProbeTopic(topic, timeout).prepare(admin());
    }

    /**
     * Sends a record through each online broker and reads it back. Blocks at most a few time-outs. The first run makes the
     * connections, so it takes longer.
     *
     * @return an answer for each online broker
     * @throws OperationInterruptedException if the thread is interrupted
     */
    public synchronized ProbeReport run() {
        Instant at = time.now();
        try {
            return run(at, look());
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            return new ProbeReport(
                    at,
                    List.of(),
                    Optional.of(
                            "Did not run the probe: " + Gaps.of("cluster", e).describe()));
        }
    }

    private ProbeReport run(Instant at, ClusterState state) {
        Optional<Topic> seen = state.topic(topic);
        if (seen.isEmpty()) {
            String why = state.topics().gaps().stream()
                    .findFirst()
                    .map(Gap::describe)
                    .orElse("it does not exist");
            return new ProbeReport(
                    at,
                    List.of(),
                    Optional.of("Did not run the probe: topic " + topic + " was not seen (" + why
                            + "). Call prepareTopic() once."));
        }
        Map<Integer, Integer> led = new TreeMap<>();
        for (Partition partition : seen.get().partitions()) {
            if (!partition.isOffline()) {
                led.putIfAbsent(partition.leader(), partition.index());
            }
        }
        List<BrokerAnswer> answers = new ArrayList<>();
        Map<Integer, BrokerAnswer> measured = clients().run(led);
        for (Broker broker : state.brokers().orElse(List.of())) {
            if (broker.isOnline()) {
                BrokerAnswer answer = measured.get(broker.nodeId());
                answers.add(answer == null ? leadsNothing(broker.nodeId(), seen.get()) : answer);
            }
        }
        return new ProbeReport(at, answers, Optional.empty());
    }

    private BrokerAnswer leadsNothing(int nodeId, Topic seen) {
        return seen.partitions().stream()
                .filter(partition -> partition.preferredLeader() == nodeId)
                .findFirst()
                .map(own -> new BrokerAnswer.LeadsNothing(
                        nodeId,
                        seen.topicPartition(own.index()) + " is "
                                + (own.isOffline() ? "offline" : "led by broker " + own.leader() + " now")))
                .orElseGet(() -> new BrokerAnswer.LeadsNothing(
                        nodeId, "topic " + topic + " has no partition for it; call prepareTopic()"));
    }

    private ClusterState look() {
        return ClusterObserver.builder(admin())
                .callTimeout(timeout)
                .sections(Set.of(Section.TOPICS))
                .topics(topic::equals)
                .time(time)
                .build()
                .observe();
    }

    private Admin admin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(ProbeConfigs.admin(configs, timeout));
            admin = current;
        }
        return current;
    }

    private ProbeClients clients() {
        ProbeClients current = clients;
        if (current == null) {
            current = new ProbeClients(configs, topic, timeout, time);
            clients = current;
        }
        return current;
    }

    /** Closes the clients. The topic stays. */
    @Override
    public synchronized void close() {
        if (clients != null) {
            clients.close();
            clients = null;
        }
        if (admin != null) {
            admin.close(timeout);
            admin = null;
        }
    }

    /** Builds a {@link BrokerProbe}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> configs;
        private String topic = "quorate-probe";
        private Duration timeout = Duration.ofSeconds(5);
        private Time time = Time.system();

        private Builder(Map<String, Object> clientConfigs) {
            this.configs = new HashMap<>(clientConfigs);
        }

        /**
         * Sets the topic. If not set, {@code quorate-probe}.
         *
         * @param name its name; nobody else should write to it
         * @return this builder
         */
        public Builder topic(String name) {
            this.topic = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets how long a record may take to be written and read back. If not set, 5 s.
         *
         * @param longest at least 100 ms
         * @return this builder
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder timeout(Duration longest) {
            if (longest.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("timeout must be at least 100 ms, not " + longest);
            }
            this.timeout = longest;
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
         * Returns the probe. It connects when it is run.
         *
         * @return the probe
         */
        public BrokerProbe build() {
            return new BrokerProbe(this);
        }
    }
}
