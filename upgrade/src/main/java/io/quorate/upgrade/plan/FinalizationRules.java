// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.plan.FinalizationStep.Reversibility;
import io.quorate.upgrade.version.FeatureLevel;
import io.quorate.upgrade.version.FeatureLevel.Handling;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.MetadataVersion;
import io.quorate.upgrade.version.ReleaseFacts;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which levels are finalized, one by one, once every node runs the target: {@code metadata.version} first, what depends on
 * it next, what must be asked for last.
 */
final class FinalizationRules {
    private static final ReleaseLine KRAFT_VERSION_AT_RUN_TIME = new ReleaseLine(4, 1);

    private final ReleaseTable table;

    FinalizationRules(ReleaseTable table) {
        this.table = table;
    }

    List<FinalizationStep> steps(Map<String, Integer> finalized, KafkaVersion target, Set<String> onRequest) {
        ReleaseFacts facts = table.release(target.line()).orElseThrow();
        int metadataBefore = finalized.getOrDefault(ReleaseTable.METADATA_VERSION, 0);
        int metadataAfter = Math.max(metadataBefore, facts.maxMetadataVersion().orElse(0));
        List<FinalizationStep> steps = new ArrayList<>();
        if (metadataAfter > metadataBefore) {
            steps.add(metadataVersion(metadataBefore, metadataAfter));
        }
        wanted(facts, metadataAfter, onRequest).forEach((feature, level) -> {
            int before = finalized.getOrDefault(feature, 0);
            if (level.level() > before) {
                boolean forEver = level.handling() == Handling.ON_REQUEST_IRREVERSIBLE;
                steps.add(new FinalizationStep(
                        feature,
                        before,
                        level.level(),
                        forEver ? Reversibility.IRREVERSIBLE : Reversibility.REVERSIBLE,
                        level.note()));
            }
        });
        return steps;
    }

    private FinalizationStep metadataVersion(int before, int after) {
        boolean reversible = table.canLowerMetadataVersion(after, before);
        List<String> crossed = new ArrayList<>();
        for (int level = before + 1; level <= after; level++) {
            table.metadataVersion(level)
                    .filter(MetadataVersion::changesMetadata)
                    .ifPresent(found -> crossed.add(found.toString()));
        }
        return new FinalizationStep(
                ReleaseTable.METADATA_VERSION,
                before,
                after,
                reversible ? Reversibility.REVERSIBLE : Reversibility.IRREVERSIBLE,
                name(before) + " to " + name(after)
                        + (crossed.isEmpty()
                                ? ", which writes nothing that older releases cannot read"
                                : ", of which older releases cannot read what " + crossed + " write"));
    }

    private String name(int level) {
        return table.metadataVersion(level).map(MetadataVersion::name).orElse("level " + level);
    }

    /** The highest level of each feature that the target knows and that is wanted: usual ones first. */
    private Map<String, FeatureLevel> wanted(ReleaseFacts facts, int metadataVersion, Set<String> onRequest) {
        Map<String, FeatureLevel> usual = new LinkedHashMap<>();
        Map<String, FeatureLevel> asked = new LinkedHashMap<>();
        for (FeatureLevel level : table.features()) {
            if (facts.maxLevel(level.feature()) < level.level() || metadataVersion < level.needs()) {
                continue;
            }
            if (onRequest.contains(level.feature()) && mayAtRunTime(level, facts)) {
                asked.put(level.feature(), level);
            } else if (level.handling() == Handling.USUAL && metadataVersion >= level.defaultFrom()) {
                usual.put(level.feature(), level);
            }
        }
        usual.putAll(asked);
        return usual;
    }

    /** Before 4.1 the update of kraft.version is accepted and does nothing (KAFKA-18979). */
    private static boolean mayAtRunTime(FeatureLevel level, ReleaseFacts facts) {
        return !level.feature().equals(ReleaseTable.KRAFT_VERSION)
                || facts.line().isAtLeast(KRAFT_VERSION_AT_RUN_TIME);
    }
}
