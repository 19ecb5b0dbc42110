// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.NodeSoftware;
import io.quorate.cluster.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what release a node runs from what it says of its software. Where the evidence disagrees, or names nothing that the
 * table knows, the answer is unknown, never the nearest.
 */
public final class VersionDetection {
    /** JoinGroup: 4.0.0 dropped its oldest versions, 4.0.1 took them up again. The one patch that can be seen. */
    private static final int JOIN_GROUP = 11;

    private final ReleaseTable table;

    private VersionDetection(ReleaseTable table) {
        this.table = table;
    }

    /**
     * Returns a detection by a table.
     *
     * @param table what is known of releases
     * @return the detection
     */
    public static VersionDetection using(ReleaseTable table) {
        return new VersionDetection(table);
    }

    /**
     * Tells the release.
     *
     * @param node what the node says
     * @return the minor release, or unknown and why
     */
    public DetectedVersion detect(NodeSoftware node) {
        List<String> unknown = new ArrayList<>();
        Optional<DetectedVersion> byFeature = byFeature(node, unknown);
        Optional<DetectedVersion> byProtocol = byProtocol(node, unknown);
        Optional<DetectedVersion> byApis =
                byFeature.isPresent() || byProtocol.isPresent() ? Optional.empty() : byApis(node, unknown);
        if (byFeature.isPresent()
                && byProtocol.isPresent()
                && !byFeature.get().line().equals(byProtocol.get().line())) {
            return DetectedVersion.unknown(
                    node.nodeId(),
                    "the evidence disagrees: " + byFeature.get().evidence() + ", but "
                            + byProtocol.get().evidence());
        }
        return byFeature
                .or(() -> byProtocol)
                .or(() -> byApis)
                .orElseGet(() -> DetectedVersion.unknown(node.nodeId(), String.join("; ", unknown)));
    }

    /**
     * Tells where a cluster keeps its metadata from one of its nodes.
     *
     * @param node what the node says
     * @return the era, or empty if the node says nothing
     */
    public static Optional<Era> era(NodeSoftware node) {
        if (node.supportedFeatures().orElse(Map.of()).containsKey(ReleaseTable.METADATA_VERSION)) {
            return Optional.of(Era.KRAFT);
        }
        boolean told = node.protocol().value().isPresent()
                || node.apis().value().filter(apis -> !apis.isEmpty()).isPresent();
        return told ? Optional.of(Era.ZOOKEEPER) : Optional.empty();
    }

    private Optional<DetectedVersion> byFeature(NodeSoftware node, List<String> unknown) {
        VersionRange range = node.supportedFeatures().orElse(Map.of()).get(ReleaseTable.METADATA_VERSION);
        if (range == null) {
            node.supportedFeatures().gaps().forEach(gap -> unknown.add(gap.describe()));
            return Optional.empty();
        }
        String evidence = "it supports metadata.version " + range;
        Optional<DetectedVersion> found = table.lineOfMaxMetadataVersion(range.max())
                // A release with unstable features switched on looks like a later one at the top, never at the bottom.
                .filter(line -> table.release(line)
                        .flatMap(facts ->
                                facts.minMetadataVersion().stream().boxed().findFirst())
                        .filter(min -> min == range.min())
                        .isPresent())
                .map(line -> DetectedVersion.ofLine(node.nodeId(), line, evidence));
        if (found.isEmpty()) {
            unknown.add(evidence + ", which no release in the table does");
        }
        return found;
    }

    private Optional<DetectedVersion> byProtocol(NodeSoftware node, List<String> unknown) {
        Optional<String> newest = node.protocol().value().flatMap(InterBrokerProtocol::softwareDefault);
        Optional<DetectedVersion> found = newest.flatMap(table::lineOfNewestProtocol)
                .map(line -> DetectedVersion.ofLine(
                        node.nodeId(), line, "its newest inter.broker.protocol.version is " + newest.get()));
        if (found.isEmpty()) {
            newest.ifPresentOrElse(
                    protocol -> unknown.add("its newest inter.broker.protocol.version is " + protocol
                            + ", which is of no release in the table"),
                    () -> node.protocol().gaps().forEach(gap -> unknown.add(gap.describe())));
        }
        return found;
    }

    private static Optional<DetectedVersion> byApis(NodeSoftware node, List<String> unknown) {
        if (node.supportedFeatures().orElse(Map.of()).containsKey(ReleaseTable.METADATA_VERSION)) {
            // It has told already, something the table does not know: a guess by requests would be the nearest release.
            return Optional.empty();
        }
        Map<Integer, VersionRange> apis = node.apis().orElse(Map.of());
        node.apis().gaps().forEach(gap -> unknown.add(gap.describe()));
        Optional<ReleaseLine> line = ApiSignatures.line(apis);
        if (line.isEmpty() && !apis.isEmpty()) {
            unknown.add("its requests match no release in the table");
        }
        return line.map(found -> {
            String evidence = "the newest requests it answers are of " + found;
            VersionRange joinGroup = apis.get(JOIN_GROUP);
            return found.equals(new ReleaseLine(4, 0)) && joinGroup != null && joinGroup.min() == 2
                    ? DetectedVersion.ofExact(node.nodeId(), new KafkaVersion(4, 0, 0), evidence)
                    : DetectedVersion.ofLine(node.nodeId(), found, evidence);
        });
    }
}
