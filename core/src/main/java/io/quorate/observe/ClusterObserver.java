// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Reads a cluster through {@code Admin} into a {@link ClusterState}. It changes nothing in the cluster.
 *
 * <ol>
 *   <li>The brokers are read first, fenced ones too; the active controller is taken from the metadata quorum.
 *   <li>What brokers know by themselves is asked at the same time, topics in requests of at most 200, brokers one by one
 *       and only those that are online, each call with a deadline of its own.
 *   <li>What brokers must ask the active controller for comes last: where the quorum is lost, it would hold up the rest.
 *   <li>What does not come back is a gap in its section, never an empty section.
 * </ol>
 *
 * <p>Run on Kafka 4.3.1; what an older release does not know is {@code UNSUPPORTED} in its section.
 * Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class ClusterObserver {
    private final AdminReader reader;
    private final Time time;
    private final Set<Section> sections;
    private final Predicate<String> topics;
    private final Set<String> namedTopics;
    private final Set<String> topicConfigKeys;

    private ClusterObserver(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.time = builder.time;
        this.sections = builder.sections.clone();
        this.topics = builder.topics;
        this.namedTopics = builder.namedTopics;
        this.topicConfigKeys = builder.topicConfigKeys;
    }

    /**
     * Returns an observer with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the observer
     */
    public static ClusterObserver using(Admin admin) {
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
     * Reads the cluster once. Blocks at most a few call time-outs, however many brokers do not answer.
     *
     * @return what was seen
     * @throws ClusterObservationException if nobody of the cluster answers
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public ClusterState observe() {
        var observedAt = time.now();
        BrokerReader.Registered registered = new BrokerReader(reader).read();
        ClusterState.Builder state =
                ClusterState.builder(registered.clusterId(), observedAt).brokers(registered.brokers());
        Set<Integer> online = state.build().onlineBrokers();

        // Admin has one request in flight to each broker. A broker that waits for a controller which is not there
        // would hold up what it knows by itself, so that comes first.
        askBrokers(online, state).forEach(Runnable::run);
        askController(state).forEach(Runnable::run);
        return state.build();
    }

    /** Sends every question that brokers answer by themselves, and returns what waits for each answer. */
    private List<Runnable> askBrokers(Set<Integer> online, ClusterState.Builder state) {
        List<Runnable> answers = new ArrayList<>();
        ConfigReader configReader = new ConfigReader(reader, topicConfigKeys);
        if (sections.contains(Section.TOPICS) || sections.contains(Section.TOPIC_CONFIGS)) {
            answers.addAll(askTopics(configReader, state));
        }
        if (sections.contains(Section.FEATURES)) {
            answers.add(into(state::features, new QuorumReader(reader).askFeatures()));
        }
        if (sections.contains(Section.BROKER_CONFIGS)) {
            answers.add(into(state::brokerConfigs, configReader.askBrokers(online)));
            answers.add(into(state::clusterDefaults, configReader.askClusterDefaults()));
        }
        if (sections.contains(Section.LOG_DIRS)) {
            answers.add(into(state::logDirs, new LogDirReader(reader).ask(online)));
        }
        return answers;
    }

    private List<Runnable> askTopics(ConfigReader configReader, ClusterState.Builder state) {
        TopicReader topicReader = new TopicReader(reader);
        Observed<List<String>> listed = topicReader.names(topics);
        if (listed.value().isEmpty()) {
            Gap unlisted = listed.gaps().get(0);
            state.topics(Observed.unavailable(unlisted)).topicConfigs(Observed.unavailable(unlisted));
            return List.of();
        }
        List<String> names = listed.value().get();
        Set<String> unlisted = new TreeSet<>(namedTopics);
        names.forEach(unlisted::remove);
        List<Runnable> answers = new ArrayList<>();
        if (sections.contains(Section.TOPICS)) {
            answers.add(into(state::topics, topicReader.askTopics(names, unlisted)));
        }
        if (sections.contains(Section.TOPIC_CONFIGS)) {
            answers.add(into(state::topicConfigs, configReader.askTopics(names, unlisted)));
        }
        return answers;
    }

    /** Sends every question that brokers forward to the active controller. */
    private List<Runnable> askController(ClusterState.Builder state) {
        List<Runnable> answers = new ArrayList<>();
        if (sections.contains(Section.QUORUM)) {
            answers.add(into(state::quorum, new QuorumReader(reader).askQuorum()));
        }
        if (sections.contains(Section.REASSIGNMENTS)) {
            answers.add(into(state::reassignments, new TopicReader(reader).askReassignments()));
        }
        return answers;
    }

    private static <T> Runnable into(Consumer<Observed<T>> section, Supplier<Observed<T>> answer) {
        return () -> section.accept(answer.get());
    }

    /** Builds a {@link ClusterObserver}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private Duration callTimeout = Duration.ofSeconds(10);
        private Time time = Time.system();
        private EnumSet<Section> sections = EnumSet.allOf(Section.class);
        private Predicate<String> topics = name -> true;
        private Set<String> namedTopics = Set.of();
        private Set<String> topicConfigKeys = Set.of();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets the deadline of each single call. If not set, 10 s: longer than a leader election, and short enough not to
         * wait for the default of {@code Admin}, 60 s, when a broker has just died.
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
         * Sets what is asked for beside the brokers. If not set, everything.
         *
         * @param wanted the sections
         * @return this builder
         */
        public Builder sections(Set<Section> wanted) {
            this.sections = wanted.isEmpty() ? EnumSet.noneOf(Section.class) : EnumSet.copyOf(wanted);
            return this;
        }

        /**
         * Sets which topics are asked for. If not set, all, internal ones too.
         *
         * @param wanted tells by name
         * @return this builder
         */
        public Builder topics(Predicate<String> wanted) {
            this.topics = Objects.requireNonNull(wanted, "wanted");
            return this;
        }

        /**
         * Sets topics that are asked for by name, also where the brokers do not list them: a listing leaves out what the
         * principal may not describe, so only an answer about the name tells denied from absent. If not set, none are.
         *
         * @param names the topics; one that does not exist is simply not seen, one that may not be described is a gap
         * @return this builder
         */
        public Builder topicsByName(Set<String> names) {
            this.namedTopics = Set.copyOf(names);
            return this;
        }

        /**
         * Sets which configs of topics are read beside those that decide about safety and those that are set on the topic.
         * If not set, no others.
         *
         * @param keys spelled as Kafka spells them
         * @return this builder
         */
        public Builder topicConfigKeys(Set<String> keys) {
            this.topicConfigKeys = Set.copyOf(keys);
            return this;
        }

        /**
         * Returns the observer.
         *
         * @return the observer
         */
        public ClusterObserver build() {
            return new ClusterObserver(this);
        }
    }
}
