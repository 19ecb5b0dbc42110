// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Whether the topics keep what {@code acks=all} promises: P10, and P09 where topics take part. */
final class TopicRules {
    private static final int NAMED = 5;
    private static final String OFFSETS = "__consumer_offsets";
    private static final String TRANSACTIONS = "__transaction_state";

    /** What can be wrong with a topic, in the order of harm. */
    private enum Flaw {
        MISSING("do not exist", "Create them, or correct the names"),
        REPLICATION(
                "have less than 3 replicas, so one broker is all there is between them and a loss",
                "Raise the replication factor to 3"),
        MIN_ISR(
                "have min.insync.replicas below 2, so acks=all is acknowledged by the leader alone",
                "Set min.insync.replicas=2"),
        ALL_NEEDED(
                "have min.insync.replicas not below their replication factor, so one broker less stops writes",
                "Set min.insync.replicas one below the replication factor"),
        UNCLEAN(
                "allow unclean leader election, which throws acknowledged records away",
                "Set unclean.leader.election.enable=false"),
        TOO_SMALL(
                "refuse records as large as max.request.size, since their max.message.bytes is less",
                "Lower max.request.size, or raise max.message.bytes"),
        UNREAD(
                "could not be checked: their configs were not read",
                "Give the observer DESCRIBE_CONFIGS, or look yourself");

        private final String reason;
        private final String fix;

        Flaw(String reason, String fix) {
            this.reason = reason;
            this.fix = fix;
        }
    }

    private TopicRules() {}

    static void check(AuditContext context, ClusterState cluster) {
        if (cluster.topics().value().isEmpty()) {
            ServerRules.unchecked(
                    context, "topics", cluster.topics().gaps().get(0).describe());
            return;
        }
        boolean writes = context.config().role() == ClientRole.PRODUCER
                || context.config().role() == ClientRole.STREAMS;
        boolean named = !context.audit().topics().isEmpty();
        Set<String> topics = named ? context.audit().topics() : ServerRules.userTopics(cluster);
        Map<Flaw, Set<String>> flaws = new EnumMap<>(Flaw.class);
        if (writes || named) {
            topics.forEach(topic -> look(context, cluster, topic, flaws));
        }
        internals(context).forEach(topic -> {
            if (cluster.topic(topic).isPresent()) {
                look(context, cluster, topic, flaws);
            }
        });
        boolean severe = named || context.goal().forbidsLoss();
        flaws.forEach((flaw, names) ->
                context.seen("P10", severity(flaw, severe, writes), shown(names), flaw.reason, flaw.fix));
        if (named && context.config().role() == ClientRole.PRODUCER) {
            buffer(context, cluster, topics);
        }
    }

    private static List<String> internals(AuditContext context) {
        EffectiveConfig config = context.config();
        return switch (config.role()) {
            case PRODUCER -> config.text(ProducerRules.TRANSACTIONAL_ID).isEmpty() ? List.of() : List.of(TRANSACTIONS);
            case CONSUMER -> ConsumerRules.hasGroup(config) ? List.of(OFFSETS) : List.of();
            case STREAMS -> StreamsClients.isExactlyOnce(config) ? List.of(OFFSETS, TRANSACTIONS) : List.of(OFFSETS);
            case ADMIN -> List.of();
        };
    }

    private static Severity severity(Flaw flaw, boolean severe, boolean writes) {
        return flaw == Flaw.UNREAD || !severe || (!writes && flaw != Flaw.MISSING) ? Severity.WARNING : Severity.ERROR;
    }

    private static void look(AuditContext context, ClusterState cluster, String name, Map<Flaw, Set<String>> flaws) {
        Topic topic = cluster.topic(name).orElse(null);
        if (topic == null) {
            // A gap in the listing may hide it.
            add(flaws, cluster.topics().isComplete() ? Flaw.MISSING : Flaw.UNREAD, name);
            return;
        }
        int replication = IntStream.range(0, topic.partitionCount())
                .map(topic::replicationFactor)
                .min()
                .orElse(0);
        if (replication < 3) {
            add(flaws, Flaw.REPLICATION, name);
        }
        ConfigSet configs = ServerRules.configs(cluster, name);
        OptionalInt minIsr = configs.intValue("min.insync.replicas");
        if (minIsr.isEmpty()) {
            add(flaws, Flaw.UNREAD, name);
            return;
        }
        // __consumer_offsets and others are written with acks=all too.
        if (minIsr.getAsInt() < 2 && !name.equals(OFFSETS)) {
            add(flaws, Flaw.MIN_ISR, name);
        }
        if (minIsr.getAsInt() > 1 && minIsr.getAsInt() >= replication) {
            add(flaws, Flaw.ALL_NEEDED, name);
        }
        if (configs.value("unclean.leader.election.enable").orElse("").equalsIgnoreCase("true")) {
            add(flaws, Flaw.UNCLEAN, name);
        }
        OptionalInt largest = configs.intValue("max.message.bytes");
        if (context.config().role() == ClientRole.PRODUCER
                && largest.isPresent()
                && context.config().number("max.request.size") > largest.getAsInt()
                && !topic.isInternal()) {
            add(flaws, Flaw.TOO_SMALL, name);
        }
    }

    private static void add(Map<Flaw, Set<String>> flaws, Flaw flaw, String topic) {
        flaws.computeIfAbsent(flaw, any -> new TreeSet<>()).add(topic);
    }

    private static String shown(Set<String> names) {
        List<String> first = new ArrayList<>(names).subList(0, Math.min(NAMED, names.size()));
        return "topics " + String.join(", ", first)
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    private static void buffer(AuditContext context, ClusterState cluster, Set<String> topics) {
        long partitions = topics.stream()
                .mapToLong(
                        name -> cluster.topic(name).map(Topic::partitionCount).orElse(0))
                .sum();
        long batch = context.config().number("batch.size");
        if (batch * partitions > context.config().number("buffer.memory")) {
            context.report(
                    "P09",
                    Severity.WARNING,
                    "buffer.memory",
                    "a batch of batch.size=" + batch + " for each of " + partitions
                            + " partitions does not fit, so send() blocks while others wait",
                    "Use at least " + batch * partitions);
        }
    }
}
