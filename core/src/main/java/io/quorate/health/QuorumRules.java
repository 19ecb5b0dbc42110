// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Judges the controllers and the finalized features. */
final class QuorumRules {
    private static final String METADATA_VERSION = "metadata.version";
    private static final int SPARELESS = 2;

    private QuorumRules() {}

    static List<HealthFinding> check(ClusterState state, HealthPolicy policy) {
        List<HealthFinding> findings = new ArrayList<>();
        state.quorum().value().ifPresent(quorum -> {
            checkQuorum(quorum, policy, findings);
            state.features()
                    .value()
                    .filter(features -> !features.isQuorumDynamic())
                    .ifPresent(features -> findings.add(new SettingFinding.StaticQuorum()));
        });
        state.features().value().ifPresent(features -> {
            OptionalInt finalized = features.level(METADATA_VERSION);
            var supported = features.supported().get(METADATA_VERSION);
            if (finalized.isPresent() && supported != null && finalized.getAsInt() < supported.max()) {
                findings.add(new SettingFinding.UpgradeUnfinished(finalized.getAsInt(), supported.max()));
            }
        });
        return findings;
    }

    private static void checkQuorum(MetadataQuorum quorum, HealthPolicy policy, List<HealthFinding> findings) {
        if (quorum.leadership().leaderId() < 0) {
            findings.add(new QuorumFinding.WithoutLeader(quorum.leadership().epoch(), ids(quorum.voters())));
            return;
        }
        List<QuorumReplica> behind = quorum.voters().stream()
                .filter(voter -> !quorum.isCaughtUp(voter, policy.quorumTolerance()))
                .toList();
        if (!behind.isEmpty()) {
            findings.add(new QuorumFinding.Degraded(ids(behind), quorum.voters().size(), policy.toleratedVoters()));
        } else if (quorum.voters().size() <= SPARELESS) {
            findings.add(new QuorumFinding.WithoutSpare(quorum.voters().size()));
        }
    }

    private static List<Integer> ids(List<QuorumReplica> voters) {
        return voters.stream().map(QuorumReplica::nodeId).sorted().toList();
    }
}
