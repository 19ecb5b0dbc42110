// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.VersionRange;
import io.quorate.internal.AdminReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.QuorumInfo;

/** Reads the metadata quorum and the finalized features. */
final class QuorumReader {
    private final AdminReader reader;

    QuorumReader(AdminReader reader) {
        this.reader = reader;
    }

    Supplier<Observed<MetadataQuorum>> askQuorum() {
        return reader.ask(
                "quorum",
                reader.admin()
                        .describeMetadataQuorum(reader.bounded(new DescribeMetadataQuorumOptions()))
                        .quorumInfo(),
                QuorumReader::quorum);
    }

    Supplier<Observed<ClusterFeatures>> askFeatures() {
        return reader.ask(
                "features",
                reader.admin()
                        .describeFeatures(reader.bounded(new DescribeFeaturesOptions()))
                        .featureMetadata(),
                QuorumReader::features);
    }

    private static MetadataQuorum quorum(QuorumInfo info) {
        Map<Integer, List<ControllerEndpoint>> endpoints = new HashMap<>();
        info.nodes()
                .forEach((id, node) -> endpoints.put(
                        id,
                        node.endpoints().stream()
                                .map(found -> new ControllerEndpoint(
                                        found.listener(), new Endpoint(found.host(), found.port())))
                                .toList()));
        return new MetadataQuorum(
                new MetadataQuorum.Leadership(
                        info.leaderId(), Math.toIntExact(info.leaderEpoch()), info.highWatermark()),
                info.voters().stream().map(QuorumReader::replica).toList(),
                info.observers().stream().map(QuorumReader::replica).toList(),
                endpoints);
    }

    private static QuorumReplica replica(QuorumInfo.ReplicaState state) {
        return new QuorumReplica(
                state.replicaId(),
                state.replicaDirectoryId(),
                new QuorumReplica.Progress(
                        state.logEndOffset(),
                        instant(state.lastFetchTimestamp()),
                        instant(state.lastCaughtUpTimestamp())));
    }

    private static Optional<Instant> instant(OptionalLong millis) {
        return millis.isPresent() && millis.getAsLong() >= 0
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }

    private static ClusterFeatures features(FeatureMetadata metadata) {
        Map<String, Integer> levels = new HashMap<>();
        metadata.finalizedFeatures().forEach((name, range) -> levels.put(name, (int) range.maxVersionLevel()));
        Map<String, VersionRange> supported = new HashMap<>();
        metadata.supportedFeatures()
                .forEach(
                        (name, range) -> supported.put(name, new VersionRange(range.minVersion(), range.maxVersion())));
        return new ClusterFeatures(levels, supported);
    }
}
