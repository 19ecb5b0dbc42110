// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.cluster.ClusterState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the settings of a client and says what is wrong with them, why, and what to do: at what the client would really run
 * with, not only at what was given. Kafka's clients accept much that loses data or stands still, and mostly without a word.
 *
 * <pre>{@code
 * ClientAudit.builder(ClientRole.PRODUCER)
 *         .goal(ClientGoal.ZERO_LOSS)
 *         .cluster(ClusterObserver.using(admin).observe())
 *         .topics(Set.of("orders"))
 *         .build()
 *         .audit(config)
 *         .throwIfErrors();
 * }</pre>
 *
 * <p>It never throws because of what is in a configuration: what the client would refuse is a finding. It connects to nothing
 * and resolves no names. Secrets are not shown. It parses with the kafka-clients on the class path, which may log the settings
 * at level INFO as a client does, without passwords. Immutable and thread-safe.
 */
public final class ClientAudit {
    private static final Comparator<AuditFinding> WORST_FIRST = Comparator.comparing(AuditFinding::severity)
            .thenComparing(AuditFinding::rule)
            .thenComparing(AuditFinding::key)
            .thenComparing(AuditFinding::seen);

    private final ClientRole role;
    private final ClientGoal goal;
    private final @Nullable ClusterState cluster;
    private final Set<String> topics;
    private final @Nullable Duration recordTime;
    private final boolean ownClassPath;

    private ClientAudit(Builder builder) {
        this.role = builder.role;
        this.goal = builder.goal;
        this.cluster = builder.cluster;
        this.topics = builder.topics;
        this.recordTime = builder.recordTime;
        this.ownClassPath = builder.ownClassPath;
    }

    /**
     * Returns an audit with default settings.
     *
     * @param role what the client does
     * @return the audit
     */
    public static ClientAudit of(ClientRole role) {
        return builder(role).build();
    }

    /**
     * Returns a builder.
     *
     * @param role what the client does
     * @return the builder
     */
    public static Builder builder(ClientRole role) {
        return new Builder(role);
    }

    /**
     * Audits a configuration.
     *
     * @param config what the client would be given: a map, or {@code Properties}
     * @return everything that was found
     */
    public AuditReport audit(Map<?, ?> config) {
        EffectiveConfig effective = EffectiveConfig.of(role, config);
        AuditContext context = AuditContext.of(effective, this);
        CommonRules.check(context);
        SecurityRules.check(context);
        ClassRules.check(context);
        switch (role) {
            case PRODUCER -> ProducerRules.check(context);
            case CONSUMER -> ConsumerRules.check(context);
            case ADMIN -> AdminRules.check(context);
            case STREAMS -> StreamsRules.check(context);
        }
        Refusals.check(context);
        if (cluster != null) {
            ServerRules.check(context, cluster);
        }
        return report(context.findings(), Survivals.of(context));
    }

    /**
     * Audits the configurations of several clients that run at the same time. Besides what {@link #audit} finds, each {@code
     * group.instance.id} and {@code transactional.id} may be there once only.
     *
     * @param configs the clients' configurations by a name for each
     * @return a report for each name
     */
    public Map<String, AuditReport> auditTogether(Map<String, ? extends Map<?, ?>> configs) {
        Map<String, AuditReport> reports = new LinkedHashMap<>();
        Map<String, Set<String>> usedBy = new TreeMap<>();
        configs.forEach((name, config) -> {
            reports.put(name, audit(config));
            identities(config).forEach(id -> usedBy.computeIfAbsent(id, any -> new TreeSet<>())
                    .add(name));
        });
        usedBy.forEach((id, names) -> {
            if (names.size() > 1) {
                names.forEach(name -> reports.computeIfPresent(name, (any, report) -> with(report, id, names)));
            }
        });
        return reports;
    }

    private static Set<String> identities(Map<?, ?> config) {
        Set<String> found = new TreeSet<>();
        for (String key : List.of(ConsumerRules.INSTANCE, ProducerRules.TRANSACTIONAL_ID)) {
            Object value = new HashMap<>(config).get(key);
            if (value != null) {
                found.add(key + "=" + Secrets.text(value));
            }
        }
        return found;
    }

    private AuditReport with(AuditReport report, String id, Set<String> names) {
        List<AuditFinding> more = new ArrayList<>(report.findings());
        more.add(new AuditFinding(
                "G12",
                Severity.WARNING,
                "",
                id,
                "the clients " + String.join(", ", names) + " have the same, and fence each other out in turns",
                "Give each instance its own"));
        return report(more, report.survival());
    }

    private AuditReport report(List<AuditFinding> findings, Survival survival) {
        return new AuditReport(
                role, goal, findings.stream().distinct().sorted(WORST_FIRST).toList(), survival);
    }

    ClientGoal goal() {
        return goal;
    }

    Optional<ClusterState> cluster() {
        return Optional.ofNullable(cluster);
    }

    Set<String> topics() {
        return topics;
    }

    Optional<Duration> recordTime() {
        return Optional.ofNullable(recordTime);
    }

    boolean hasOwnClassPath() {
        return ownClassPath;
    }

    /** Builds a {@link ClientAudit}. Not thread-safe. */
    public static final class Builder {
        private final ClientRole role;
        private ClientGoal goal = ClientGoal.UNSTATED;
        private @Nullable ClusterState cluster;
        private Set<String> topics = Set.of();
        private @Nullable Duration recordTime;
        private boolean ownClassPath;

        private Builder(ClientRole role) {
            this.role = Objects.requireNonNull(role, "role");
        }

        /**
         * Sets what the client must be good at. If not set, {@link ClientGoal#UNSTATED}.
         *
         * @param newGoal the goal
         * @return this builder
         */
        public Builder goal(ClientGoal newGoal) {
            this.goal = Objects.requireNonNull(newGoal, "newGoal");
            return this;
        }

        /**
         * Sets the cluster, whose side is checked too: topics, racks, features, settings of the brokers. What could not be read
         * of it is a finding. If not set, only the client is audited.
         *
         * @param state the cluster as it was observed, with all sections
         * @return this builder
         */
        public Builder cluster(ClusterState state) {
            this.cluster = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * Sets the topics that the client writes or reads. If not set, all topics of the cluster that are not internal, and what
         * is wrong with them is an error only if the goal forbids loss.
         *
         * @param names their names
         * @return this builder
         */
        public Builder topics(Set<String> names) {
            this.topics = Set.copyOf(names);
            return this;
        }

        /**
         * Sets how long a consumer takes for a record. If not set, it is not checked whether a poll's records can be processed
         * within {@code max.poll.interval.ms}.
         *
         * @param time the time for one record
         * @return this builder
         */
        public Builder recordTime(Duration time) {
            this.recordTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Says that the client runs with another class path than this one, for example because its file is audited elsewhere. If
         * not set, a class that cannot be loaded here is an error.
         *
         * @return this builder
         */
        public Builder onAnotherClassPath() {
            this.ownClassPath = true;
            return this;
        }

        /**
         * Returns the audit.
         *
         * @return the audit
         */
        public ClientAudit build() {
            return new ClientAudit(this);
        }
    }
}
