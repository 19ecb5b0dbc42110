// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.version.KafkaVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One pass over the nodes of a cluster.
 *
 * @param purpose what it is for
 * @param version the release that is installed on every node; empty if the binaries stay
 * @param change what changes in every node's properties file
 * @param waves the nodes, in order; each node of the cluster is in one wave
 */
public record Roll(Purpose purpose, Optional<KafkaVersion> version, ConfigChange change, List<Wave> waves) {
    /** What a roll is for. */
    public enum Purpose {
        /** Replaces the binaries; in the ZooKeeper era with {@code inter.broker.protocol.version} pinned to the old one. */
        BINARIES,
        /** ZooKeeper era: removes the pin, so that brokers speak the new protocol. There is no way back from here. */
        PROTOCOL,
        /** ZooKeeper era: removes {@code log.message.format.version}, where it was set and still means something. */
        MESSAGE_FORMAT,
        /** Restarts nodes whose binaries stay: another config, another JVM. */
        RESTART,
        /** Puts the old binaries back. */
        BACK
    }

    /**
     * Copies the waves.
     *
     * @param purpose what it is for
     * @param version the release that is installed
     * @param change what changes in the properties files
     * @param waves the nodes, in order
     */
    public Roll {
        waves = List.copyOf(waves);
    }

    /**
     * Returns the nodes in the order of the plan.
     *
     * @return the steps of all waves
     */
    public List<NodeStep> steps() {
        return waves.stream().flatMap(wave -> wave.steps().stream()).toList();
    }

    /**
     * Returns the roll in words for people.
     *
     * @return a line
     */
    public String describe() {
        return "roll " + purpose.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + version.map(to -> " (" + to + ")").orElse("")
                + ": " + steps().size() + " nodes in " + waves.size() + " waves, " + change.describe();
    }
}
