// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** Rules for admin clients: A01, A02. */
final class AdminRules {
    private static final String API = "default.api.timeout.ms";

    private AdminRules() {}

    static void check(AuditContext context) {
        EffectiveConfig config = context.config();
        if (context.goal() == ClientGoal.MONITORING && config.number(API) > 15_000) {
            context.report(
                    "A01",
                    Severity.INFO,
                    API,
                    "one broker that does not answer holds up a poll for that long",
                    "Use 10000, and an admin client of its own for monitoring");
        }
        if (config.number(API) < config.number(ProducerRules.REQUEST)) {
            context.report(
                    "A02",
                    Severity.ERROR,
                    API,
                    "it is less than request.timeout.ms=" + config.number(ProducerRules.REQUEST)
                            + ", and the client refuses to start",
                    "Raise it, or lower request.timeout.ms");
        }
    }
}
