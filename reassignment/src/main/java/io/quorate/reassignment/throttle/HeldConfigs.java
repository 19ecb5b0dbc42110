// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.JournalState;
import io.quorate.reassignment.throttle.HeldRate.Rates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;

/** All configs that a lease holds or has held, some for each topic and broker. */
final class HeldConfigs {
    private static final List<String> TOPIC_KEYS =
            List.of(ThrottleGateway.LEADER_REPLICAS, ThrottleGateway.FOLLOWER_REPLICAS);
    private static final List<String> REPLICATION = List.of(ThrottleGateway.LEADER_RATE, ThrottleGateway.FOLLOWER_RATE);
    private static final List<String> BROKER_KEYS =
            List.of(ThrottleGateway.LEADER_RATE, ThrottleGateway.FOLLOWER_RATE, ThrottleGateway.LOG_DIR_RATE);

    private final Map<ConfigResource, Map<String, HeldConfig>> held = new LinkedHashMap<>();
    private final Rates rates;

    HeldConfigs(Rates rates) {
        this.rates = rates;
    }

    /** Takes over what an earlier lease of the plan left, as the journal tells it. */
    void resume(JournalSession journal) {
        for (JournalRecord.ThrottlePreImage image : JournalState.of(journal).throttlesOwed()) {
            put(image.resource(), image.key(), image.before()).resume();
        }
        journal.replay(record -> {
            if (record instanceof JournalRecord.ThrottleRate rate) {
                rates.journalled(rate.bytesPerSecond());
            } else if (record instanceof JournalRecord.ThrottleWidened widened) {
                list(widened.resource(), widened.key()).ifPresent(HeldList::widened);
            } else if (record instanceof JournalRecord.ThrottleListed listed) {
                list(listed.resource(), listed.key()).ifPresent(list -> list.listedBefore(listed.replicas()));
            }
        });
    }

    private Optional<HeldList> list(ConfigResource resource, String key) {
        return Optional.ofNullable(held.getOrDefault(resource, Map.of()).get(key))
                .filter(HeldList.class::isInstance)
                .map(HeldList.class::cast);
    }

    private static List<String> keys(ConfigResource resource) {
        return resource.type() == ConfigResource.Type.TOPIC ? TOPIC_KEYS : BROKER_KEYS;
    }

    private HeldConfig put(ConfigResource resource, String key, Optional<String> before) {
        HeldConfig config = resource.type() == ConfigResource.Type.TOPIC
                ? new HeldList(resource, key, before)
                : new HeldRate(resource, key, before, rates);
        held.computeIfAbsent(resource, any -> new LinkedHashMap<>()).put(key, config);
        return config;
    }

    /** Begins to watch what is not watched yet, with what it is now. */
    void take(ConfigResource resource, Map<String, String> current) {
        keys(resource).stream()
                .filter(key -> !held.getOrDefault(resource, Map.of()).containsKey(key))
                .forEach(key -> put(resource, key, Optional.ofNullable(current.get(key))));
    }

    /** Returns the configs of a resource. */
    Collection<HeldConfig> of(ConfigResource resource) {
        return List.copyOf(held.getOrDefault(resource, Map.of()).values());
    }

    /** Tells the rates which of them are needed. */
    void need(Collection<Integer> replicating, Collection<Integer> movingLogDirs) {
        replicating.forEach(broker -> REPLICATION.forEach(key -> need(broker, key)));
        movingLogDirs.forEach(broker -> need(broker, ThrottleGateway.LOG_DIR_RATE));
    }

    private void need(int broker, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
        if (held.getOrDefault(resource, Map.of()).get(key) instanceof HeldRate rate) {
            rate.need();
        }
    }

    /** Tells every list what belongs to it now; nothing, where a topic is not named. */
    void list(Map<String, ThrottledReplicas> listed) {
        held.forEach((resource, configs) -> configs.forEach((key, config) -> {
            if (config instanceof HeldList list) {
                list.list(listed.getOrDefault(resource.name(), ThrottledReplicas.NONE)
                        .of(key));
            }
        }));
    }

    /** Returns the configs of a resource that the journal owes the cluster. */
    List<HeldConfig> owed(ConfigResource resource) {
        return held.getOrDefault(resource, Map.of()).values().stream()
                .filter(HeldConfig::isOwed)
                .toList();
    }

    /** Returns the resources with configs that the journal owes the cluster. */
    Collection<ConfigResource> owed() {
        List<ConfigResource> owed = new ArrayList<>();
        held.forEach((resource, configs) -> {
            if (configs.values().stream().anyMatch(HeldConfig::isOwed)) {
                owed.add(resource);
            }
        });
        return owed;
    }

    /** Tells whether all configs of a resource are held and were found as they should be. */
    boolean isSettled(ConfigResource resource) {
        Map<String, HeldConfig> configs = held.getOrDefault(resource, Map.of());
        return !configs.isEmpty() && configs.values().stream().allMatch(HeldConfig::isSettled);
    }
}
