// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Who may do what, and how much of it.
 *
 * @param acls the ACLs; unavailable ({@link Gap.Kind#UNSUPPORTED}) if the cluster has no authorizer
 * @param quotas the client quotas
 * @param scramUsers by user name, the number of iterations by mechanism, for example {@code SCRAM-SHA-256 -> 4096}; no
 *     broker tells a password, salt or key, so users must get new passwords after a restore
 */
public record AccessBackup(
        Observed<List<AclBinding>> acls,
        Observed<List<QuotaBackup>> quotas,
        Observed<Map<String, Map<String, Integer>>> scramUsers) {
    static final Comparator<AclBinding> ORDER = Comparator.comparing(
                    (AclBinding acl) -> acl.pattern().resourceType().name())
            .thenComparing(acl -> acl.pattern().name())
            .thenComparing(acl -> acl.pattern().patternType().name())
            .thenComparing(acl -> acl.entry().principal())
            .thenComparing(acl -> acl.entry().host())
            .thenComparing(acl -> acl.entry().operation().name())
            .thenComparing(acl -> acl.entry().permissionType().name());

    /**
     * Copies the sections, sorted.
     *
     * @param acls the ACLs
     * @param quotas the client quotas
     * @param scramUsers the iterations by mechanism, by user name
     */
    public AccessBackup {
        acls = Sections.map(acls, all -> all.stream().distinct().sorted(ORDER).toList());
        quotas = Sections.map(
                quotas, all -> all.stream().sorted(QuotaBackup.ORDER).toList());
        scramUsers = Sections.map(scramUsers, all -> Sections.values(all, Sections::sorted));
    }

    static AccessBackup notAsked() {
        return new AccessBackup(
                Observed.unavailable(Sections.notAsked("acls")),
                Observed.unavailable(Sections.notAsked("quotas")),
                Observed.unavailable(Sections.notAsked("scramUsers")));
    }
}
