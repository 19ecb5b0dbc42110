// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.ArrayList;
import java.util.List;

/** One client under audit: what it would run with, what it must be good at, and what was found so far. */
final class AuditContext {
    private final EffectiveConfig config;
    private final ClientAudit audit;
    private final String prefix;
    private final List<AuditFinding> findings;

    private AuditContext(EffectiveConfig config, ClientAudit audit, String prefix, List<AuditFinding> findings) {
        this.config = config;
        this.audit = audit;
        this.prefix = prefix;
        this.findings = findings;
    }

    static AuditContext of(EffectiveConfig config, ClientAudit audit) {
        return new AuditContext(config, audit, "", new ArrayList<>());
    }

    /** The same audit for a client inside of this one, whose findings have a prefix. */
    AuditContext inner(EffectiveConfig inner, String innerPrefix) {
        return new AuditContext(inner, audit, innerPrefix, findings);
    }

    EffectiveConfig config() {
        return config;
    }

    ClientAudit audit() {
        return audit;
    }

    ClientGoal goal() {
        return audit.goal();
    }

    boolean isInner() {
        return !prefix.isEmpty();
    }

    List<AuditFinding> findings() {
        return findings;
    }

    /** Says something about a setting, unless its value is filled in later and not known. */
    void report(String rule, Severity severity, String key, String reason, String fix) {
        if (!config.isUnreadable(key)) {
            findings.add(new AuditFinding(rule, severity, prefix + key, config.shown(key), reason, fix));
        }
    }

    /** Says something about a key, and not what stands behind it: nobody knows whether that is a secret. */
    void key(String rule, Severity severity, String key, String reason, String fix) {
        findings.add(new AuditFinding(rule, severity, prefix + key, "", reason, fix));
    }

    /** Says something about what was seen elsewhere. */
    void seen(String rule, Severity severity, String seen, String reason, String fix) {
        findings.add(new AuditFinding(rule, severity, "", seen, reason, fix));
    }
}
