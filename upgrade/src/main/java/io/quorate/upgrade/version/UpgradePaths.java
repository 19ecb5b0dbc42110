// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import io.quorate.upgrade.version.UpgradePath.Bridge;
import io.quorate.upgrade.version.UpgradePath.Direct;
import io.quorate.upgrade.version.UpgradePath.Forbidden;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells how to get from what a cluster runs to a release: at once, over a bridge, or not at all. Pure. */
public final class UpgradePaths {
    private static final ReleaseLine OLDEST = new ReleaseLine(2, 1);
    private static final ReleaseLine LAST_WITH_ZOOKEEPER = new ReleaseLine(3, 9);
    private static final ReleaseLine KRAFT_READY = new ReleaseLine(3, 3);
    private static final ReleaseLine DIRECTORY_IDS = new ReleaseLine(3, 7);

    private final ReleaseTable table;

    private UpgradePaths(ReleaseTable table) {
        this.table = table;
    }

    /**
     * Returns the paths by a table.
     *
     * @param table what is known of releases
     * @return the paths
     */
    public static UpgradePaths using(ReleaseTable table) {
        return new UpgradePaths(table);
    }

    /**
     * Finds the path.
     *
     * @param from where the cluster stands
     * @param to the release that every node is to run
     * @return the path; forbidden too where too little is known to call it open
     */
    public UpgradePath find(PathQuery from, KafkaVersion to) {
        List<ReleaseLine> lines = from.nodes().values().stream()
                .map(DetectedVersion::line)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        if (lines.isEmpty()) {
            return new Forbidden("the release of no node is known, so nobody can tell what it may become.");
        }
        Optional<ReleaseFacts> target = table.release(to.line());
        if (target.isEmpty()) {
            return new Forbidden("nothing is known of " + to.line()
                    + ". Add it with ReleaseTable.builtIn().toBuilder(), or choose a release that is in the table.");
        }
        ReleaseLine oldest = Collections.min(lines);
        ReleaseLine newest = Collections.max(lines);
        if (!oldest.isAtLeast(OLDEST)) {
            return new Forbidden(oldest + " is older than " + OLDEST + ", which clients of today cannot speak to.");
        }
        return from.era() == Era.ZOOKEEPER
                ? zookeeper(from, oldest, newest, to)
                : kraft(from, oldest, newest, to, target.get());
    }

    private UpgradePath zookeeper(PathQuery from, ReleaseLine oldest, ReleaseLine newest, KafkaVersion to) {
        if (!LAST_WITH_ZOOKEEPER.isAtLeast(to.line())) {
            return new Bridge(
                    oldest,
                    to,
                    List.of(
                            "upgrade to " + LAST_WITH_ZOOKEEPER,
                            "migrate the metadata to KRaft and finish the migration",
                            "upgrade to " + to),
                    "releases from 4.0 on do not know ZooKeeper.");
        }
        if (!to.line().isAtLeast(newest)) {
            return backWithZookeeper(from, oldest, to);
        }
        return new Direct(oldest, to, isPatch(oldest, newest, to) ? List.of(patchNote()) : List.of());
    }

    private UpgradePath backWithZookeeper(PathQuery from, ReleaseLine oldest, KafkaVersion to) {
        List<String> tooNew = new ArrayList<>();
        new TreeMap<>(from.nodes()).forEach((node, version) -> {
            String protocol = from.protocols().get(node);
            if (protocol == null) {
                tooNew.add("node " + node + ": not known");
            } else if (PathQuery.protocolLine(protocol)
                    .filter(line -> to.line().isAtLeast(line))
                    .isEmpty()) {
                tooNew.add("node " + node + ": " + protocol);
            }
        });
        return tooNew.isEmpty()
                ? new Direct(oldest, to, List.of("This is a step back; the protocol was not raised yet."))
                : new Forbidden("inter.broker.protocol.version must be at most " + to.line()
                        + " on every broker before binaries go back to " + to + " (" + String.join(", ", tooNew)
                        + "). Once a broker has spoken the newer protocol there is no way back.");
    }

    private UpgradePath kraft(
            PathQuery from, ReleaseLine oldest, ReleaseLine newest, KafkaVersion to, ReleaseFacts target) {
        if (target.maxMetadataVersion().isEmpty() || target.minMetadataVersion().isEmpty()) {
            return new Forbidden(to + " does not run KRaft in production; " + KRAFT_READY + " is the first that does.");
        }
        if (from.finalized().isEmpty()) {
            return new Forbidden("the finalized feature levels could not be read, so nobody can tell whether " + to
                    + " starts with them.");
        }
        Map<String, Integer> finalized = from.finalized().get();
        Integer metadataVersion = finalized.get(ReleaseTable.METADATA_VERSION);
        if (metadataVersion == null || metadataVersion < 1) {
            return new Forbidden("no metadata.version is finalized. Without a quorum brokers report none: bring the"
                    + " quorum back first.");
        }
        int lowest = target.minMetadataVersion().getAsInt();
        if (metadataVersion < lowest) {
            return new Bridge(
                    oldest,
                    to,
                    List.of(
                            "upgrade to " + LAST_WITH_ZOOKEEPER + " unless the cluster runs it",
                            "finalize metadata.version " + lowest + " or higher",
                            "wait until every node has a metadata snapshot that ends after that",
                            "upgrade to " + to),
                    "metadata.version " + metadataVersion + " is finalized and " + to + " starts from " + lowest
                            + " on; a node that finds the older level in its log dies.");
        }
        List<String> tooHigh = tooHigh(finalized, target);
        if (!tooHigh.isEmpty()) {
            return new Forbidden(to + " cannot start with " + String.join(" and ", tooHigh)
                    + ". Lower what can be lowered, wait for a snapshot on every node, then plan again.");
        }
        if (!to.line().isAtLeast(newest)) {
            return backInKraft(from, oldest, newest, to);
        }
        if (!oldest.isAtLeast(KRAFT_READY)) {
            return new Direct(oldest, to, List.of("KRaft was a preview in " + oldest + "."));
        }
        return new Direct(oldest, to, isPatch(oldest, newest, to) ? List.of(patchNote()) : List.of());
    }

    private static UpgradePath backInKraft(PathQuery from, ReleaseLine oldest, ReleaseLine newest, KafkaVersion to) {
        boolean hasDirectoryIds = newest.isAtLeast(DIRECTORY_IDS) && KRAFT_READY.isAtLeast(to.line());
        if (hasDirectoryIds && from.maxLogDirs().orElse(2) > 1) {
            return new Forbidden(newest + " wrote directory ids into meta.properties, with which " + to
                    + " does not start on several log dirs (KAFKA-18442). Go back to 3.4 or newer.");
        }
        return new Direct(
                oldest,
                to,
                List.of("This is a step back: every node needs a metadata snapshot that ends after the last lowered"
                        + " level, if any was lowered."));
    }

    private static List<String> tooHigh(Map<String, Integer> finalized, ReleaseFacts target) {
        List<String> tooHigh = new ArrayList<>();
        new TreeMap<>(finalized).forEach((feature, level) -> {
            int max = target.maxLevel(feature);
            if (level > max) {
                tooHigh.add(feature + "=" + level + " (it knows up to " + max + ")");
            }
        });
        return tooHigh;
    }

    private static boolean isPatch(ReleaseLine oldest, ReleaseLine newest, KafkaVersion to) {
        return oldest.equals(to.line()) && newest.equals(to.line());
    }

    private static String patchNote() {
        return "A patch release: no protocol, metadata or feature level changes.";
    }
}
