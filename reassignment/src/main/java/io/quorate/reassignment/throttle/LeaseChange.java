// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.throttle.HeldRate.Rates;
import io.quorate.reassignment.throttle.ThrottledReplicas.Replica;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** One round of changes: first into the journal, then on the cluster. */
final class LeaseChange {
    private final ThrottleGateway gateway;
    private final JournalSession journal;
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<HeldConfig> preImages = new ArrayList<>();
    private final List<Runnable> whenJournalled = new ArrayList<>();
    private final Map<ConfigResource, Map<String, Optional<String>>> values = new LinkedHashMap<>();
    /** A request takes one change of a config, so there are as many rounds as a config needs: two at most. */
    private final List<Map<ConfigResource, Map<String, ConfigChange>>> rounds =
            List.of(new LinkedHashMap<>(), new LinkedHashMap<>());

    private final Map<ConfigResource, List<HeldConfig>> changed = new LinkedHashMap<>();
    private boolean announcesRate;

    LeaseChange(ThrottleGateway gateway, JournalSession journal) {
        this.gateway = gateway;
        this.journal = journal;
    }

    void set(HeldConfig config, Optional<String> value, HeldConfig.Look look) {
        List<ConfigChange> changes = config.changes(value, look);
        for (int round = 0; round < changes.size(); round++) {
            rounds.get(round)
                    .computeIfAbsent(config.resource(), any -> new LinkedHashMap<>())
                    .put(config.key(), changes.get(round));
        }
        values.computeIfAbsent(config.resource(), any -> new LinkedHashMap<>()).put(config.key(), value);
        changed.computeIfAbsent(config.resource(), any -> new ArrayList<>()).add(config);
    }

    /** The same, with what a crash would have to know. */
    void hold(HeldConfig config, Optional<String> value, HeldConfig.Look look, Rates rates) {
        if (config instanceof HeldRate && rates.isNew() && !announcesRate) {
            announcesRate = true;
            long rate = rates.current().bytesPerSecond();
            records.add(new JournalRecord.ThrottleRate(rate));
            whenJournalled.add(() -> rates.journalled(rate));
        }
        if (config.needsPreImage()) {
            records.add(new JournalRecord.ThrottlePreImage(config.resource(), config.key(), config.others()));
            preImages.add(config);
            whenJournalled.add(config::journalledPreImage);
        }
        if (config instanceof HeldList list) {
            List<Replica> news = list.news();
            if (!news.isEmpty()) {
                String entries = news.stream().map(Replica::toString).collect(Collectors.joining(","));
                records.add(new JournalRecord.ThrottleListed(config.resource(), config.key(), entries));
                whenJournalled.add(() -> list.remember(news));
            }
            if (list.needsWidening()) {
                records.add(new JournalRecord.ThrottleWidened(config.resource(), config.key()));
                whenJournalled.add(list::widened);
            }
        }
        set(config, value, look);
    }

    /**
     * Does it.
     *
     * @return what was refused or got no answer
     */
    Map<ConfigResource, KafkaException> apply() {
        if (!records.isEmpty()) {
            journal.append(records);
            whenJournalled.forEach(Runnable::run);
        }
        if (values.isEmpty()) {
            return Map.of();
        }
        try {
            Map<ConfigResource, KafkaException> failed = alter();
            changed.forEach((resource, configs) -> configs.forEach(config -> {
                if (failed.containsKey(resource)) {
                    config.mayHaveWritten();
                } else {
                    config.wrote(values.getOrDefault(resource, Map.of()).getOrDefault(config.key(), Optional.empty()));
                }
            }));
            return failed;
        } catch (ThrottleUnsupportedException e) {
            // Nothing was changed, so nothing is owed.
            restored(journal, preImages);
            throw e;
        }
    }

    private Map<ConfigResource, KafkaException> alter() {
        Map<ConfigResource, KafkaException> failed = new LinkedHashMap<>();
        for (Map<ConfigResource, Map<String, ConfigChange>> round : rounds) {
            round.keySet().removeAll(failed.keySet());
            if (!round.isEmpty()) {
                failed.putAll(gateway.alter(round));
            }
        }
        return failed;
    }

    /** Tells the journal that configs are what they were. */
    static void restored(JournalSession journal, List<HeldConfig> configs) {
        if (configs.isEmpty()) {
            return;
        }
        List<JournalRecord> restored = new ArrayList<>();
        configs.forEach(config -> restored.add(new JournalRecord.ThrottleRestored(config.resource(), config.key())));
        journal.append(restored);
        configs.forEach(HeldConfig::restored);
    }
}
