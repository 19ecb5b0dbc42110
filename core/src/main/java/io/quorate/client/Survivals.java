// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Says what failures a client survives. */
final class Survivals {
    private final List<String> survives = new ArrayList<>();
    private final List<String> suffers = new ArrayList<>();

    private Survivals() {}

    static Survival of(AuditContext context) {
        Survivals said = new Survivals();
        EffectiveConfig config = context.config();
        boolean starts = context.findings().stream()
                .noneMatch(finding -> finding.rule().startsWith("R") && finding.severity() == Severity.ERROR);
        if (!starts) {
            return new Survival(List.of(), List.of("nothing: the client does not start with these settings"));
        }
        switch (config.role()) {
            case PRODUCER -> said.producer(context, config);
            case CONSUMER -> said.consumer(config);
            case ADMIN -> said.admin(config);
            case STREAMS -> said.streams(context, config);
        }
        return new Survival(said.survives, said.suffers);
    }

    private void producer(AuditContext context, EffectiveConfig config) {
        boolean all = ProducerRules.isAll(config);
        if (all) {
            survives.add(
                    "the loss of a leader: what was acknowledged is on every in-sync replica" + onServers(context));
            survives.add("an outage of up to delivery.timeout.ms=" + seconds(config, ProducerRules.DELIVERY)
                    + ": records wait and are sent afterwards; later ones fail, and the callback is told");
        } else {
            suffers.add("the loss of a leader: with acks=" + config.text(ProducerRules.ACKS)
                    + " acknowledged records may be lost with it");
        }
        if (ProducerRules.isIdempotent(config)) {
            survives.add("lost acknowledgements: a retry writes no record twice and none out of order");
        } else {
            suffers.add("lost acknowledgements: a retry may write a record twice");
        }
        suffers.add("a broker that hangs stops its partitions for request.timeout.ms="
                + seconds(config, ProducerRules.REQUEST) + " at least");
        if (config.text(ProducerRules.TRANSACTIONAL_ID).isEmpty() && !context.isInner()) {
            suffers.add("its own death: records in its buffer are gone, and what is sent again is written twice");
        }
    }

    /** How many brokers the topics can spare, if the cluster was read. */
    private static String onServers(AuditContext context) {
        Optional<ClusterState> cluster = context.audit().cluster();
        if (cluster.isEmpty() || cluster.get().topics().value().isEmpty()) {
            return ", if topics have 3 replicas and min.insync.replicas=2";
        }
        Set<String> topics = context.audit().topics().isEmpty()
                ? ServerRules.userTopics(cluster.get())
                : context.audit().topics();
        int spare = topics.stream()
                .mapToInt(topic -> spare(cluster.get(), topic))
                .min()
                .orElse(-1);
        return spare < 0
                ? ", if topics have 3 replicas and min.insync.replicas=2"
                : "; its topics go on with " + spare + " brokers less";
    }

    private static int spare(ClusterState cluster, String name) {
        OptionalInt minIsr = cluster.minInSyncReplicas(name);
        Optional<Topic> topic = cluster.topic(name);
        if (minIsr.isEmpty() || topic.isEmpty()) {
            return -1;
        }
        int replicas = IntStream.range(0, topic.get().partitionCount())
                .map(topic.get()::replicationFactor)
                .min()
                .orElse(0);
        return Math.max(0, replicas - Math.min(minIsr.getAsInt(), replicas));
    }

    private void consumer(EffectiveConfig config) {
        survives.add("the loss of a leader or of the group's coordinator: it goes on from its commits");
        if (ConsumerRules.commitsByItself(config)) {
            suffers.add(
                    "its own death: records that were polled and handed to other threads may be skipped, others come twice");
        } else if (ConsumerRules.hasGroup(config)) {
            survives.add(
                    "its own death: no record is skipped if it commits after processing; those since the last commit"
                            + " come again");
        }
        if (config.text("auto.offset.reset").equalsIgnoreCase("latest")) {
            suffers.add("the loss of its commits (offsets.retention.minutes, a deleted group): it begins at the end and"
                    + " skips what was written before");
        }
        String silence = ConsumerRules.isClassic(config)
                ? "session.timeout.ms=" + seconds(config, "session.timeout.ms")
                : "the brokers' group.consumer.session.timeout.ms (45 s by default)";
        suffers.add("a member that dies stops its partitions for " + silence);
        suffers.add("a broker that hangs stops its partitions for request.timeout.ms="
                + seconds(config, ProducerRules.REQUEST) + " at most");
    }

    private void admin(EffectiveConfig config) {
        survives.add("the loss of a broker: calls go to others, each for at most default.api.timeout.ms="
                + seconds(config, "default.api.timeout.ms"));
        suffers.add(
                config.list("bootstrap.controllers").isEmpty()
                        ? "the loss of all brokers: it cannot ask the controllers (bootstrap.controllers)"
                        : "the loss of the quorum's majority: nothing can be changed");
    }

    private void streams(AuditContext context, EffectiveConfig config) {
        AuditContext producer = context.inner(StreamsClients.producer(config), "producer.");
        producer(producer, producer.config());
        if (config.number(StreamsRules.STANDBY) > 0) {
            survives.add("the loss of an instance: a standby has its state");
        } else {
            suffers.add("the loss of an instance: another one reads its state from the changelog before it goes on");
        }
        if (StreamsClients.isExactlyOnce(config)) {
            survives.add("any crash of an instance: what it had read is in the output once");
        } else {
            suffers.add("a crash of an instance: what it had read since the last commit is processed again");
        }
    }

    private static String seconds(EffectiveConfig config, String key) {
        return config.number(key) / 1_000 + " s";
    }
}
