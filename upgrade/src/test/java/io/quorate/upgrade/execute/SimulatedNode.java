// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node of the simulation: a process that runs or not, and how long it takes to be of use again. */
final class SimulatedNode {
    static final Duration BOOT = Duration.ofSeconds(4);
    static final Duration CATCH_UP = Duration.ofSeconds(3);

    final int nodeId;
    final NodeRole role;
    final Optional<String> rack;
    final Map<String, String> files = new TreeMap<>();
    final Map<String, String> loaded = new TreeMap<>();
    KafkaVersion installed;
    KafkaVersion runs;
    boolean running = true;
    /** The end of its newest metadata snapshot. */
    long snapshot = -1;

    int starts = 1;
    long startedAt = Long.MIN_VALUE / 2;
    /** Set if the process was lost without anybody's doing, until its supervisor starts it again. */
    Optional<Long> lostUntil = Optional.empty();

    SimulatedNode(int nodeId, NodeRole role, Optional<String> rack, KafkaVersion version) {
        this.nodeId = nodeId;
        this.role = role;
        this.rack = rack;
        this.installed = version;
        this.runs = version;
    }

    void start(long now) {
        running = true;
        starts++;
        startedAt = now;
        runs = installed;
        loaded.clear();
        loaded.putAll(files);
        lostUntil = Optional.empty();
    }

    boolean isOnline(long now) {
        return running && now - startedAt >= BOOT.toNanos();
    }

    boolean isCaughtUp(long now) {
        return running && now - startedAt >= BOOT.plus(CATCH_UP).toNanos();
    }

    String startId() {
        return nodeId + "#" + starts;
    }
}
