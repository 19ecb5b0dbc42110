// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges the disks. */
final class LogDirRules {
    private final HealthPolicy policy;
    private final List<LogDirFinding.Place> failed = new ArrayList<>();
    private final List<LogDirFinding.Fill> filling = new ArrayList<>();
    private final List<LogDirFinding.Place> cordoned = new ArrayList<>();
    private final Set<Integer> full = new TreeSet<>();
    private String problem = "";

    private LogDirRules(HealthPolicy policy) {
        this.policy = policy;
    }

    static LogDirRules of(ClusterState state, HealthPolicy policy) {
        LogDirRules rules = new LogDirRules(policy);
        state.logDirs().orElse(Map.of()).forEach((nodeId, dirs) -> dirs.forEach(dir -> rules.add(nodeId, dir)));
        return rules;
    }

    private void add(int nodeId, LogDir dir) {
        LogDirFinding.Place place = new LogDirFinding.Place(nodeId, dir.path());
        dir.problem().ifPresent(what -> {
            problem = failed.isEmpty() ? what : problem;
            failed.add(place);
        });
        dir.space().filter(space -> space.totalBytes() > 0).ifPresent(space -> {
            double usable = (double) space.usableBytes() / space.totalBytes();
            if (usable < policy.usableWarning()) {
                filling.add(new LogDirFinding.Fill(place, usable, space.usableBytes()));
            }
            if (usable < policy.usableCritical()) {
                full.add(nodeId);
            }
        });
        if (dir.cordoned()) {
            cordoned.add(place);
        }
    }

    boolean hasFailed(int nodeId) {
        return failed.stream().anyMatch(place -> place.nodeId() == nodeId);
    }

    boolean isFull(int nodeId) {
        return full.contains(nodeId);
    }

    List<HealthFinding> findings() {
        List<HealthFinding> findings = new ArrayList<>();
        if (!failed.isEmpty()) {
            findings.add(new LogDirFinding.Failed(failed, problem));
        }
        if (!filling.isEmpty()) {
            filling.sort(Comparator.comparingDouble(LogDirFinding.Fill::usable));
            findings.add(new LogDirFinding.Filling(
                    filling, full.isEmpty() ? HealthSeverity.WARNING : HealthSeverity.CRITICAL));
        }
        if (!cordoned.isEmpty()) {
            findings.add(new LogDirFinding.Cordoned(cordoned));
        }
        return findings;
    }
}
