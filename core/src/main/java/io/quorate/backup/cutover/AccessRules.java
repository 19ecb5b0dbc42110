// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Who may do what, and how much of it. What the cluster does not tell is not equal. */
final class AccessRules {
    private static final String NO_AUTHORIZER =
            "Ask with a principal that may DESCRIBE the cluster; where neither cluster has an authorizer, accept it with its reason";

    private final Cutover cutover;

    AccessRules(Cutover cutover) {
        this.cutover = cutover;
    }

    CutoverItem aclsEqual() {
        Findings findings = new Findings(CutoverRule.ACLS_EQUAL);
        Optional<Set<AclBinding>> source = acls("source", cutover.source(), findings);
        Optional<Set<AclBinding>> target = acls("target", cutover.target(), findings);
        int compared = 0;
        if (source.isPresent() && target.isPresent()) {
            Set<String> expected = texts(source.get().stream().map(this::moved).collect(Collectors.toSet()));
            Set<String> there = texts(target.get());
            compared = expected.size();
            missing(expected, there)
                    .forEach(acl -> findings.wrong(acl, "only at the source", "Create it at the target"));
            missing(there, expected)
                    .forEach(acl -> findings.wrong(
                            acl, "only at the target", "Delete it, or leave its principal out with principalsLeftOut"));
        }
        return findings.item(compared + " ACLs", cutover.settings().accepted());
    }

    private static Optional<Set<AclBinding>> acls(String side, SeenCluster cluster, Findings findings) {
        if (!cluster.acls().isComplete()) {
            findings.unread("ACLs of the " + side, Copies.gaps(cluster.acls().gaps()), NO_AUTHORIZER);
        }
        return cluster.acls().value();
    }

    private AclBinding moved(AclBinding acl) {
        ResourcePattern pattern = acl.pattern();
        boolean named = pattern.resourceType() == ResourceType.TOPIC
                && !pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE)
                && cutover.settings().topics().test(pattern.name());
        return named
                ? new AclBinding(
                        new ResourcePattern(
                                pattern.resourceType(), cutover.targetName(pattern.name()), pattern.patternType()),
                        acl.entry())
                : acl;
    }

    private Set<String> texts(Collection<AclBinding> acls) {
        return acls.stream()
                .filter(acl -> !cutover.settings()
                        .principalsLeftOut()
                        .contains(acl.entry().principal()))
                .map(AccessRules::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(AclBinding acl) {
        return acl.entry().permissionType() + " " + acl.entry().operation() + " for "
                + acl.entry().principal() + " from " + acl.entry().host() + " on "
                + acl.pattern().resourceType() + " " + acl.pattern().patternType() + " "
                + acl.pattern().name();
    }

    private static Set<String> missing(Set<String> from, Set<String> in) {
        Set<String> missing = new TreeSet<>(from);
        missing.removeAll(in);
        return missing;
    }

    CutoverItem quotasEqual() {
        Findings findings = new Findings(CutoverRule.QUOTAS_EQUAL);
        var source = findings.read("quotas of the source", cutover.source().quotas());
        var target = findings.read("quotas of the target", cutover.target().quotas());
        int compared = 0;
        if (source.isPresent() && target.isPresent()) {
            Map<String, String> expected = texts(source.get());
            Map<String, String> there = texts(target.get());
            compared = expected.size();
            Set<String> all = new TreeSet<>(expected.keySet());
            all.addAll(there.keySet());
            for (String entity : all) {
                String here = expected.getOrDefault(entity, "none");
                String other = there.getOrDefault(entity, "none");
                if (!here.equals(other)) {
                    findings.wrong(
                            "quota of " + entity,
                            here + " at the source and " + other + " at the target",
                            "Alter the quota at the target");
                }
            }
        }
        return findings.item(
                "quotas of " + compared + " entities", cutover.settings().accepted());
    }

    private static Map<String, String> texts(Map<ClientQuotaEntity, Map<String, Double>> quotas) {
        Map<String, String> texts = new TreeMap<>();
        quotas.forEach((entity, values) ->
                texts.put(new TreeMap<>(entity.entries()).toString(), new TreeMap<>(values).toString()));
        return texts;
    }
}
