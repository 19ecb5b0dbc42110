// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as Kafka's clients read them. */
final class Addresses {
    /** As org.apache.kafka.common.utils.Utils has it: a protocol is allowed and ignored. */
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:[0-9a-zA-Z\\-%._]*://)?\\[?([0-9a-zA-Z\\-%._:]*)]?:([0-9]+)");

    private static final int MAX_PORT = 65_535;
    private static final int MAX_DIGITS = 5;

    private Addresses() {}

    static Optional<String> host(String address) {
        Matcher matcher = HOST_PORT.matcher(address);
        if (!matcher.matches() || matcher.group(1).isEmpty() || matcher.group(2).length() > MAX_DIGITS) {
            return Optional.empty();
        }
        return Integer.parseInt(matcher.group(2)) > MAX_PORT ? Optional.empty() : Optional.of(matcher.group(1));
    }
}
