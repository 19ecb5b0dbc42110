// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** What the client itself refuses: R01. Where a rule has said so already, with a better reason, it is not said again. */
final class Refusals {
    private Refusals() {}

    static void check(AuditContext context) {
        for (EffectiveConfig.Refusal refusal : context.config().refusals()) {
            boolean ofAClass = ClassRules.isClass(context.config().role(), refusal.key());
            if (!isSaid(context, refusal) && !(ofAClass && context.audit().hasOwnClassPath())) {
                context.key(
                        "R01",
                        Severity.ERROR,
                        refusal.key(),
                        "the client refuses to start: " + refusal.message(),
                        "Correct it");
            }
        }
    }

    private static boolean isSaid(AuditContext context, EffectiveConfig.Refusal refusal) {
        return context.findings().stream()
                .filter(finding ->
                        finding.severity() == Severity.ERROR && !finding.key().isEmpty())
                .anyMatch(finding -> refusal.key().equals(finding.key())
                        || (refusal.key().isEmpty() && refusal.message().contains(finding.key())));
    }
}
