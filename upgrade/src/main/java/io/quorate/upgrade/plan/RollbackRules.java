// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseFacts;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The way back: the plan read backwards, as far as Kafka lets anybody go. */
final class RollbackRules {
    private static final ReleaseLine DIRECTORY_IDS = new ReleaseLine(3, 7);
    private static final ReleaseLine NO_DIRECTORY_IDS = new ReleaseLine(3, 3);

    private final ReleaseTable table;

    RollbackRules(ReleaseTable table) {
        this.table = table;
    }

    /**
     * The way back to a release from a cluster with some levels finalized. Levels that rose since are lowered, those that
     * depend on others first.
     *
     * @param binaries the roll that puts the old binaries back
     * @param from the release that is there now
     * @param maxLogDirs the largest number of log dirs of a broker
     * @param finalized levels then
     */
    Rollback kraft(Roll binaries, KafkaVersion from, int maxLogDirs, Map<String, Integer> finalized) {
        Optional<KafkaVersion> version = binaries.version();
        if (version.isEmpty()) {
            return noVersion();
        }
        ReleaseLine to = version.get().line();
        Optional<ReleaseFacts> old = table.release(to);
        if (old.isEmpty()) {
            return new Rollback.Refused(List.of("Nothing is known of " + to + "."));
        }
        List<String> reasons = new ArrayList<>();
        if (from.line().isAtLeast(DIRECTORY_IDS) && NO_DIRECTORY_IDS.isAtLeast(to) && maxLogDirs > 1) {
            reasons.add("From 3.7 on brokers write directory ids, with which " + to
                    + " does not start on several log dirs (KAFKA-18442).");
        }
        List<RollbackStep> steps = lowered(finalized, old.get(), reasons);
        if (!reasons.isEmpty()) {
            return new Rollback.Refused(reasons);
        }
        if (!steps.isEmpty()) {
            steps.add(new RollbackStep.AwaitSnapshots());
        }
        steps.add(new RollbackStep.RollBack(binaries));
        return new Rollback.Possible(steps);
    }

    private List<RollbackStep> lowered(Map<String, Integer> finalized, ReleaseFacts old, List<String> reasons) {
        List<RollbackStep> steps = new ArrayList<>();
        int metadataVersion = finalized.getOrDefault(ReleaseTable.METADATA_VERSION, 0);
        int known = old.maxMetadataVersion().orElse(0);
        // What depends on metadata.version goes first; it goes last.
        new TreeMap<>(finalized).forEach((feature, level) -> {
            int max = old.maxLevel(feature);
            if (feature.equals(ReleaseTable.METADATA_VERSION) || level <= max) {
                return;
            }
            if (feature.equals(ReleaseTable.KRAFT_VERSION)) {
                reasons.add("kraft.version " + level + " cannot be lowered, and " + old.line() + " knows up to " + max
                        + ".");
            } else {
                steps.add(new RollbackStep.LowerFeature(feature, level, max));
            }
        });
        if (metadataVersion > known) {
            if (table.canLowerMetadataVersion(metadataVersion, known)) {
                steps.add(new RollbackStep.LowerFeature(ReleaseTable.METADATA_VERSION, metadataVersion, known));
            } else {
                reasons.add("metadata.version " + metadataVersion + " wrote what " + old.line() + " cannot read, which"
                        + " knows up to " + known + "; the controllers refuse to lower it past that.");
            }
        }
        return steps;
    }

    /** The way back in the ZooKeeper era, before the pin is removed. */
    static Rollback pinned(Roll binaries) {
        return binaries.version().isEmpty()
                ? noVersion()
                : new Rollback.Possible(List.of(new RollbackStep.RollBack(binaries)));
    }

    static Rollback unpinned() {
        return new Rollback.Refused(
                List.of("Once a broker has started without the pin it speaks the new protocol, which brokers of the old"
                        + " release do not understand; they start and never join an ISR."));
    }

    private static Rollback noVersion() {
        return new Rollback.Refused(List.of("Which patch release the nodes ran is not known, so nobody can say what to"
                + " install. Name it with UpgradeRequest.Builder.source, or let the lifecycle report it."));
    }
}
