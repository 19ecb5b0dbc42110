// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/** What speaks against setting a config on brokers that serve topics. */
final class BrokerConfigRisk {
    /** These decide for all topics at once which records are kept, accepted and acknowledged. */
    private static final Pattern DECIDES_ABOUT_RECORDS =
            Pattern.compile("log\\.retention\\..*|log\\.local\\.retention\\..*|log\\.cleanup\\.policy"
                    + "|log\\.cleaner\\.delete\\.retention\\.ms|log\\.message\\.timestamp\\..*|message\\.max\\.bytes"
                    + "|min\\.insync\\.replicas|unclean\\.leader\\.election\\.enable");

    /** More of it keeps no more records, but may stop writes. */
    private static final String MIN_ISR = "min.insync.replicas";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern NO_LIMIT = Pattern.compile("-1");

    private BrokerConfigRisk() {}

    /**
     * Returns why a value must not be set.
     *
     * @param now the value that is set dynamically now; without one, the value that holds is in files that nobody can see
     */
    static Optional<String> objection(String key, String value, Optional<String> now) {
        if (now.isPresent() && isLower(now.get(), value)) {
            return Optional.of("it would be lowered");
        }
        boolean higher = now.isPresent() && isLower(value, now.get()) && !key.equals(MIN_ISR);
        return DECIDES_ABOUT_RECORDS.matcher(key).matches() && !higher
                ? Optional.of("it decides for topics that are there which records are kept and accepted")
                : Optional.empty();
    }

    /** Tells whether a number gets lower; -1 stands for no limit. What is no number has no lower. */
    static boolean isLower(String now, String value) {
        return NUMBER.matcher(now).matches() && NUMBER.matcher(value).matches() && limit(value) < limit(now);
    }

    private static double limit(String value) {
        return NO_LIMIT.matcher(value).matches() ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
    }
}
