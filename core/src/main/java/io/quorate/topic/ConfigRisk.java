// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.Set;

/**
 * What it costs to change one config of a topic, and why (reference of rules: {@code docs/topics.md}).
 *
 * @param risk the class
 * @param reason what would happen
 */
public record ConfigRisk(Risk risk, String reason) {
    private static final String SAME_AS_WHOLE_LOG = "-2";
    private static final Set<String> SHORTER_LOSES_RECORDS = Set.of(
            "retention.ms", "retention.bytes", "local.retention.ms", "local.retention.bytes", "delete.retention.ms");
    private static final Set<String> LOWER_REFUSES_RECORDS = Set.of(
            "max.message.bytes",
            "message.timestamp.difference.max.ms",
            "message.timestamp.before.max.ms",
            "message.timestamp.after.max.ms");
    private static final Set<String> HARMLESS = Set.of(
            "compression.type",
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.zstd.level",
            "file.delete.delay.ms",
            "flush.messages",
            "flush.ms",
            "index.interval.bytes",
            "max.compaction.lag.ms",
            "message.downconversion.enable",
            "min.cleanable.dirty.ratio",
            "min.compaction.lag.ms",
            "preallocate",
            "segment.bytes",
            "segment.index.bytes",
            "segment.jitter.ms",
            "segment.ms",
            "leader.replication.throttled.replicas",
            "follower.replication.throttled.replicas");

    /**
     * Judges a change. Pure.
     *
     * @param topic the topic as it was seen
     * @param key the config, spelled as Kafka spells it
     * @param seen the effective value
     * @param declared the value that it would get; must be one that Kafka can read
     * @return the risk; data loss for configs that Quorate does not know
     */
    public static ConfigRisk of(Topic topic, String key, String seen, String declared) {
        if (HARMLESS.contains(key)) {
            return new ConfigRisk(Risk.SAFE, "takes effect on segments and requests from now on");
        }
        if (SHORTER_LOSES_RECORDS.contains(key)) {
            return isLower(seen, declared)
                    ? new ConfigRisk(
                            Risk.DATA_LOSS, "records older or beyond the new limit are deleted at the next check")
                    : new ConfigRisk(Risk.SAFE, "records are kept longer, on more disk");
        }
        if (LOWER_REFUSES_RECORDS.contains(key)) {
            return isLower(seen, declared)
                    ? new ConfigRisk(Risk.PRODUCER_BREAK, "records that are accepted today would be refused")
                    : new ConfigRisk(Risk.SAFE, "more records are accepted than today");
        }
        return switch (key) {
            case "min.insync.replicas" -> minInSyncReplicas(topic, seen, declared);
            case "unclean.leader.election.enable" ->
                Boolean.parseBoolean(declared)
                        ? new ConfigRisk(
                                Risk.DURABILITY,
                                "a replica that is behind may become leader and drop acknowledged records")
                        : new ConfigRisk(Risk.SAFE, "only in-sync replicas become leader");
            case "cleanup.policy" ->
                new ConfigRisk(
                        Risk.DATA_LOSS,
                        "towards compact, history goes and records without a key are refused; towards delete, old keys expire");
            case "message.timestamp.type" ->
                new ConfigRisk(
                        Risk.PRODUCER_BREAK,
                        "timestamps mean something else from now on, for retention and for readers");
            case "remote.storage.enable" ->
                Boolean.parseBoolean(declared)
                        ? new ConfigRisk(Risk.SAFE, "closed segments are copied to the remote tier")
                        : new ConfigRisk(Risk.DATA_LOSS, "what only the remote tier holds is out of reach or deleted");
            case "remote.log.delete.on.disable", "remote.log.copy.disable" ->
                new ConfigRisk(Risk.DATA_LOSS, "decides whether what the remote tier holds is kept");
            default -> new ConfigRisk(Risk.DATA_LOSS, "Quorate does not know this config, so it assumes the worst");
        };
    }

    /**
     * Tells whether two values of a config mean the same to Kafka, which echoes numbers normalised and keeps the order of lists.
     *
     * @param key the config
     * @param one a value
     * @param other another one
     * @return {@code true} if changing one to the other changes nothing
     */
    public static boolean isSame(String key, String one, String other) {
        return ConfigType.same(key, one, other);
    }

    private static ConfigRisk minInSyncReplicas(Topic topic, String seen, String declared) {
        if (isLower(seen, declared)) {
            return new ConfigRisk(Risk.DURABILITY, "records are acknowledged by fewer replicas than today");
        }
        int wanted = Integer.parseInt(declared.trim());
        for (Partition partition : topic.partitions()) {
            if (wanted >= partition.replicas().size()) {
                return new ConfigRisk(
                        Risk.AVAILABILITY,
                        "partition " + partition.index() + " has "
                                + partition.replicas().size()
                                + " replicas: the loss of one would stop writes; raise the replication factor first");
            }
            if (partition.isr().size() < wanted) {
                return new ConfigRisk(
                        Risk.AVAILABILITY,
                        "partition " + partition.index() + " has ISR " + partition.isr()
                                + ": writes would stop at once; wait until it has joined");
            }
        }
        return new ConfigRisk(Risk.SAFE, "every ISR already has as many, and every topic one replica more");
    }

    /**
     * In Kafka -1 stands for no limit; local.retention.* has -2 for the limit of the whole log, which we do not look up,
     * so it counts as lower.
     */
    private static boolean isLower(String seen, String declared) {
        if (seen.trim().equals(SAME_AS_WHOLE_LOG) || declared.trim().equals(SAME_AS_WHOLE_LOG)) {
            return true;
        }
        try {
            return limit(declared) < limit(seen);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static long limit(String value) {
        long number = Long.parseLong(value.trim());
        return number == -1 ? Long.MAX_VALUE : number;
    }
}
