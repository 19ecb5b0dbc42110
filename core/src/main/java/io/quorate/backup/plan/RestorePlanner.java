// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import java.util.List;

/**
 * Decides what a restore does, in this order:
 *
 * <ol>
 *   <li>Cluster id and features are compared: on another cluster, offsets and the configs of single brokers mean nothing.
 *   <li>Topics that are not there are created with their configs. Those that are there are compared.
 *   <li>Configs, quotas and ACLs that are missing or different are set, never to something lower.
 *   <li>Groups without members get their commits back: exactly in the same topic of the same cluster, elsewhere by timestamp if
 *       that is asked for.
 * </ol>
 *
 * <p>Nothing is ever deleted, and no partition, replica, limit or commit is taken away or lowered. Where nobody can see what is
 * on the target, nothing is done. Pure.
 */
public final class RestorePlanner {
    private RestorePlanner() {}

    /**
     * Makes a plan. Touches no cluster.
     *
     * @param backup what shall be restored
     * @param target the cluster as it was seen
     * @param options what the restore may do
     * @return one step for each thing
     */
    public static RestorePlan plan(ClusterBackup backup, RestoreTarget target, RestoreOptions options) {
        Steps steps = new Steps();
        for (RestoreSection section : RestoreSection.values()) {
            if (options.sections().contains(section)) {
                part(section, backup, target, options).decide(steps);
            }
        }
        List<RestoreStep> decided = steps.steps();
        return new RestorePlan(backup, target.cluster().clusterId(), options, decided, steps.kept());
    }

    @FunctionalInterface
    private interface Part {
        void decide(Steps steps);
    }

    private static Part part(
            RestoreSection section, ClusterBackup backup, RestoreTarget target, RestoreOptions options) {
        return switch (section) {
            case CLUSTER -> steps -> IdentityRules.decide(backup, target, steps);
            case TOPICS -> new TopicRestoreRules(backup, target, options)::decide;
            case CONFIGS -> new ConfigRestoreRules(backup, target)::decide;
            case QUOTAS ->
                steps -> AccessRules.quotas(backup.access(), target.cluster().access(), steps);
            case ACLS ->
                steps -> AccessRules.acls(backup.access(), target.cluster().access(), steps);
            case SCRAM_USERS ->
                steps -> AccessRules.users(backup.access(), target.cluster().access(), steps);
            case OFFSETS -> new OffsetRules(backup, target, options)::decide;
        };
    }
}
