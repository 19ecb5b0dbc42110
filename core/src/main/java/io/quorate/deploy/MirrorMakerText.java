// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.util.Map;

/** Writes {@code mm2.properties} with the reason of each value that is not obvious. */
final class MirrorMakerText {
    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry(
                    "clusters",
                    "Run one process, or let several find each other: dedicated.mode.enable.internal.rest=true and listeners."),
            Map.entry(
                    "config.providers",
                    "Secrets are read where MirrorMaker runs. Files must not end with a line break."),
            Map.entry(
                    "consumer.isolation.level",
                    "Else records of aborted transactions are copied, and at the target nothing says that they were aborted."),
            Map.entry(
                    "replication.policy.class",
                    "Topics keep their names. Never run a mirror back at the same time: it would copy what it has copied."),
            Map.entry(
                    "replication.factor",
                    "Of the topics that are created at the target: three, or as many as it has brokers. MirrorMaker's default is 2."),
            Map.entry(
                    "refresh.topics.interval.seconds",
                    "A topic, partition or config that is new at the source is copied after this time. The default is 600."),
            Map.entry("refresh.groups.interval.seconds", "A group that is new at the source. The default is 600."),
            Map.entry(
                    "sync.topic.configs.enabled",
                    "All but min.insync.replicas, unclean.leader.election.enable, message.timestamp.type and throttles: set these yourself."),
            Map.entry(
                    "sync.topic.acls.enabled",
                    "It would turn ALL into READ and leave out WRITE and all other resources. Take ACLs over from the source's backup."),
            Map.entry(
                    "emit.heartbeats.enabled",
                    "Off in both directions: a heartbeat for the way back is a topic that is written to the source."),
            Map.entry("emit.checkpoints.enabled", "Translated commits, in a topic at the target."),
            Map.entry("emit.checkpoints.interval.seconds", "How old a translation may be. The default is 60."),
            Map.entry(
                    "sync.group.offsets.enabled",
                    "Writes translated commits into the groups of the target, as long as they have no member there."),
            Map.entry(
                    "offset-syncs.topic.location",
                    "At the target the source is only read; at the source MirrorMaker must be able to create a topic."),
            Map.entry(
                    "offset-syncs.topic.replication.factor",
                    "Three, or as many as the cluster that keeps it has brokers: with more than that it cannot be created."),
            Map.entry(
                    "offset.lag.max",
                    "At least so many records are read again where a commit lies between two translations. The default is 100."),
            Map.entry(
                    "exactly.once.source.support",
                    "Records and their source offsets are written in one transaction (KIP-618)."));

    private MirrorMakerText() {}

    static String of(String flow, Map<String, String> ordered) {
        StringBuilder text = new StringBuilder("# MirrorMaker 2, " + flow + ": connect-mirror-maker.sh mm2.properties\n"
                + "# Rendered: change what it is rendered from.\n");
        ordered.forEach((key, value) -> {
            String why = why(key);
            if (!why.isEmpty()) {
                text.append("\n# ").append(why).append('\n');
            }
            text.append(escapedKey(key))
                    .append('=')
                    .append(value.replace("\\", "\\\\"))
                    .append('\n');
        });
        return text.toString();
    }

    /** The reason of a key, also of one that is said of one cluster or one direction. */
    private static String why(String key) {
        return WHY.entrySet().stream()
                .filter(one ->
                        key.equals(one.getKey()) || key.endsWith(">" + one.getKey()) || ofCluster(key, one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** An alias has no dots, so what stands behind the first one is the key of the cluster. */
    private static boolean ofCluster(String key, String known) {
        return !key.contains(">") && key.substring(key.indexOf('.') + 1).equals(known);
    }

    /** In a properties file a space, a colon or an equals sign would end the key. */
    private static String escapedKey(String key) {
        return key.replace(":", "\\:").replace("=", "\\=").replace(" ", "\\ ");
    }
}
