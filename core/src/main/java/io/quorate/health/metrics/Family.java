// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import java.util.List;

/** The meters, with one set of tag keys for each name: Prometheus refuses a name that comes with two. */
enum Family {
    BROKERS("kafka.cluster.brokers", "Brokers that are registered and not fenced", ""),
    BROKERS_EXPECTED("kafka.cluster.brokers.expected", "Brokers that should be there", ""),
    BROKERS_FENCED("kafka.cluster.brokers.fenced", "Brokers that are registered and fenced", ""),
    TOPICS("kafka.cluster.topics", "Topics, internal ones too", ""),
    PARTITIONS("kafka.cluster.partitions", "Partitions of all topics", ""),
    BROKER_ONLINE("kafka.broker.online", "1 if the broker is registered and not fenced, else 0", "broker_id,host,port"),
    UNDER_REPLICATED("kafka.under.replicated.partitions", "Partitions whose ISR lacks a replica", "topic"),
    OFFLINE("kafka.offline.partitions", "Partitions without a leader", "topic"),
    UNDER_MIN_ISR("kafka.under.min.isr.partitions", "Partitions that refuse writes with acks=all", "topic"),
    AT_MIN_ISR("kafka.at.min.isr.partitions", "Partitions that refuse writes once one more replica is gone", "topic"),
    REASSIGNING("kafka.reassigning.partitions", "Partitions whose replicas are being moved", "topic"),
    QUORUM_AVAILABLE("kafka.quorum.available", "1 if the quorum was read and has a leader, else 0", ""),
    QUORUM_LEADER("kafka.quorum.leader.id", "Node id of the active controller", ""),
    QUORUM_VOTERS("kafka.quorum.voters", "Voters by how well they keep up", "state"),
    QUORUM_LAG("kafka.quorum.replica.lag", "Records of the metadata log that the node lacks", "node_id,role"),
    QUORUM_FETCH_AGE(
            "kafka.quorum.fetch.age.seconds", "Time since the node asked for the metadata log", "node_id,role"),
    GROUPS("kafka.groups", "Groups by status, those without series of their own too", "status"),
    GROUP_LAG("kafka.group.lag", "Offsets that the group is behind, over all its partitions", "group"),
    GROUP_LAG_MAX("kafka.group.lag.max", "Offsets that the group is behind in its worst partition", "group"),
    GROUP_LAG_SECONDS("kafka.group.lag.seconds", "How long ago what the group reads now was the newest", "group"),
    GROUP_MEMBERS("kafka.group.members", "Members of the group", "group"),
    GROUP_STATUS("kafka.group.status", "1 for the status that the group has", "group,status"),
    LOG_DIR_USABLE(
            "kafka.log.dir.usable.ratio", "What can still be written, of the size of the volume", "broker_id,dir"),
    LOG_DIR_ONLINE("kafka.log.dir.online", "1 if the log dir is healthy, 0 if it failed", "broker_id,dir"),
    FINDINGS("kafka.health.findings", "Findings of the last check", "finding,severity"),
    COLLECTION_SECONDS("kafka.health.collection.seconds", "How long the last snapshot took", ""),
    LEFT_OUT("kafka.health.series.left.out", "Series that a limit kept out of the scrape", "metric");

    /** The value of the tag topic that stands for all of them. */
    static final String TOTAL = "__total__";

    private final String meter;
    private final String help;
    private final String keys;

    Family(String meter, String help, String keys) {
        this.meter = meter;
        this.help = help;
        this.keys = keys;
    }

    String meter() {
        return meter;
    }

    String help() {
        return help;
    }

    List<String> tagKeys() {
        return keys.isEmpty() ? List.of() : List.of(keys.split(",", -1));
    }

    /** Its name in a scrape. */
    String prometheusName() {
        return meter.replace('.', '_');
    }
}
