// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What MirrorMaker is told, in the order of the file. */
final class MirrorMakerSettings {
    private static final int ENOUGH_REPLICAS = 3;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]+):");

    private final MirrorMakerProperties.Builder of;
    private final String flow;
    private final Map<String, String> all = new LinkedHashMap<>();

    MirrorMakerSettings(MirrorMakerProperties.Builder of) {
        this.of = of;
        this.flow = of.source + "->" + of.target + ".";
    }

    Map<String, String> ordered() {
        put("clusters", of.source + "," + of.target);
        providers();
        client(of.source, of.sourceServers, of.sourceClient);
        put(of.source + ".consumer.isolation.level", "read_committed");
        client(of.target, of.targetServers, of.targetClient);
        flow();
        offsets();
        internalTopics();
        of.others.forEach(this::put);
        refuseUnknownProviders();
        return all;
    }

    private void providers() {
        Set<String> names = new TreeSet<>();
        of.providers.keySet().forEach(key -> names.add(key.substring(0, key.indexOf('.'))));
        if (!names.isEmpty()) {
            put("config.providers", String.join(",", names));
            of.providers.forEach((key, value) -> put("config.providers." + key, value));
        }
    }

    private void client(String alias, String servers, Map<String, String> settings) {
        put(alias + ".bootstrap.servers", servers);
        new TreeMap<>(settings).forEach((key, value) -> put(alias + "." + key, value));
    }

    private void flow() {
        put(flow + "enabled", "true");
        put(of.target + "->" + of.source + ".enabled", "false");
        put(flow + "topics", String.join(",", of.topics));
        put(flow + "groups", String.join(",", of.groups));
        put("tasks.max", String.valueOf(of.tasks));
        if (of.naming == MirrorMakerProperties.Naming.SAME) {
            put("replication.policy.class", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy");
        }
        if (of.delivery == MirrorMakerProperties.Delivery.EXACTLY_ONCE) {
            put(of.target + ".exactly.once.source.support", "enabled");
        }
        put("replication.factor", replicas(of.targetBrokers));
        put("refresh.topics.interval.seconds", seconds(of.refresh));
        put("refresh.groups.interval.seconds", seconds(of.refresh));
        put("sync.topic.configs.enabled", "true");
        put("sync.topic.configs.interval.seconds", seconds(of.refresh));
        put("sync.topic.acls.enabled", "false");
        put("emit.heartbeats.enabled", "false");
    }

    private void offsets() {
        put("emit.checkpoints.enabled", "true");
        put("emit.checkpoints.interval.seconds", seconds(of.checkpoints));
        put("sync.group.offsets.enabled", "true");
        put("sync.group.offsets.interval.seconds", seconds(of.checkpoints));
        put("offset.lag.max", String.valueOf(of.offsetLagMax));
    }

    private void internalTopics() {
        boolean onSource = of.offsetSyncs == MirrorMakerProperties.OffsetSyncs.ON_SOURCE;
        put("offset-syncs.topic.location", onSource ? "source" : "target");
        put("offset-syncs.topic.replication.factor", replicas(onSource ? of.sourceBrokers : of.targetBrokers));
        put("checkpoints.topic.replication.factor", replicas(of.targetBrokers));
        put("heartbeats.topic.replication.factor", replicas(of.targetBrokers));
        for (String store : new String[] {"config", "offset", "status"}) {
            put(store + ".storage.replication.factor", replicas(of.targetBrokers));
        }
    }

    private void put(String key, String value) {
        String before = all.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException("Did not set " + key + "=" + value + ": it is " + before
                    + " already. Use the setter that stands for it.");
        }
    }

    private void refuseUnknownProviders() {
        Set<String> unknown = new TreeSet<>();
        all.values().forEach(value -> {
            Matcher reference = REFERENCE.matcher(value);
            while (reference.find()) {
                if (!of.providers.containsKey(reference.group(1) + ".class")) {
                    unknown.add(reference.group(1));
                }
            }
        });
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Values refer to config providers that nobody has added: " + unknown
                    + ". Add them with configProvider, or MirrorMaker takes the reference itself for the value.");
        }
    }

    private static String replicas(int brokers) {
        return String.valueOf(Math.min(ENOUGH_REPLICAS, brokers));
    }

    private static String seconds(java.time.Duration interval) {
        return String.valueOf(interval.toSeconds());
    }
}
