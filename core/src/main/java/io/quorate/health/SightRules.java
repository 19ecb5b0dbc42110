// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Judges what could not be seen: nothing that is hidden may count as well. */
final class SightRules {
    /** A release that does not tell these hides whether the cluster works; the others can be done without. */
    private static final Set<HealthSection> DECISIVE =
            EnumSet.of(HealthSection.QUORUM, HealthSection.TOPICS, HealthSection.TOPIC_CONFIGS);

    /** What the one who asks decided, or somebody for him, in contrast to what went wrong. */
    private static final Set<Gap.Kind> BY_CHOICE =
            EnumSet.of(Gap.Kind.UNSUPPORTED, Gap.Kind.DENIED, Gap.Kind.NOT_ASKED);

    private final HealthPolicy policy;
    private final List<Gap> missing = new ArrayList<>();
    private final List<Gap> invisible = new ArrayList<>();
    private final List<HealthFinding> findings = new ArrayList<>();
    private HealthStatus status = HealthStatus.DEGRADED;
    private HealthSeverity severity = HealthSeverity.INFO;

    private SightRules(HealthPolicy policy) {
        this.policy = policy;
    }

    /** The findings; {@code unread} are things that a complete section does not have. */
    static List<HealthFinding> check(ClusterState state, List<Gap> unread, HealthPolicy policy) {
        SightRules rules = new SightRules(policy);
        for (HealthSection section : HealthSection.values()) {
            section.of(state).gaps().forEach(gap -> rules.add(section, gap));
        }
        unread.forEach(gap -> rules.add(HealthSection.TOPIC_CONFIGS, gap));
        return rules.findings();
    }

    /** Tells whether nobody vouches for what brokers tell, although somebody should. */
    static boolean isQuorumUnreadable(ClusterState state, HealthPolicy policy) {
        return state.quorum().value().isEmpty()
                && !isInvisible(HealthSection.QUORUM, state.quorum().gaps().get(0), policy);
    }

    private static boolean isInvisible(HealthSection section, Gap gap, HealthPolicy policy) {
        return gap.kind() == Gap.Kind.UNSUPPORTED || (!policy.isToBeSeen(section) && BY_CHOICE.contains(gap.kind()));
    }

    private void add(HealthSection section, Gap gap) {
        if (isInvisible(section, gap, policy)) {
            invisible.add(gap);
            if (policy.isToBeSeen(section) && DECISIVE.contains(section)) {
                severity = HealthSeverity.WARNING;
            }
        } else if (section == HealthSection.QUORUM) {
            findings.add(new QuorumFinding.Unreadable(gap));
        } else {
            missing.add(gap);
            // Deleted while we looked, or too new: gone at the next look.
            status = status.worse(gap.kind() == Gap.Kind.VANISHED ? HealthStatus.DEGRADED : HealthStatus.UNKNOWN);
        }
    }

    private List<HealthFinding> findings() {
        if (!missing.isEmpty()) {
            findings.add(new SightFinding.NotObserved(missing, status));
        }
        if (!invisible.isEmpty()) {
            findings.add(new SightFinding.NotVisible(invisible, severity));
        }
        return findings;
    }
}
