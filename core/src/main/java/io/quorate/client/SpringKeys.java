// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Spring Boot names the settings of Kafka's clients: {@code spring.kafka.<client>.<name with hyphens>}, and anything under
 * {@code spring.kafka.<client>.properties.}.
 */
final class SpringKeys {
    static final String PREFIX = "spring.kafka.";

    private static final String PROPERTIES = "properties.";
    private static final String BRACKET = "properties[";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)(?::([^}]*))?}");
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("ssl.trust-store-location", "ssl.truststore.location"),
            Map.entry("ssl.trust-store-password", "ssl.truststore.password"),
            Map.entry("ssl.trust-store-type", "ssl.truststore.type"),
            Map.entry("ssl.trust-store-certificates", "ssl.truststore.certificates"),
            Map.entry("ssl.key-store-location", "ssl.keystore.location"),
            Map.entry("ssl.key-store-password", "ssl.keystore.password"),
            Map.entry("ssl.key-store-type", "ssl.keystore.type"),
            Map.entry("ssl.key-store-key", "ssl.keystore.key"),
            Map.entry("ssl.key-store-certificate-chain", "ssl.keystore.certificate.chain"),
            Map.entry("transaction-id-prefix", "transactional.id"),
            Map.entry("fetch-min-size", "fetch.min.bytes"),
            Map.entry("fetch-max-wait", "fetch.max.wait.ms"),
            Map.entry("heartbeat-interval", "heartbeat.interval.ms"),
            Map.entry("auto-commit-interval", "auto.commit.interval.ms"),
            Map.entry("max-poll-interval", "max.poll.interval.ms"),
            Map.entry("cache-max-size-buffering", "statestore.cache.max.bytes"),
            Map.entry("operation-timeout", ""),
            Map.entry("close-timeout", ""),
            Map.entry("fail-fast", ""),
            Map.entry("modify-topic-configs", ""),
            Map.entry("auto-create", ""),
            Map.entry("auto-startup", ""),
            Map.entry("ssl.bundle", ""));

    private SpringKeys() {}

    static Map<ClientRole, Map<String, Object>> clients(Map<String, String> entries) {
        Map<String, Object> shared = new HashMap<>();
        Map<ClientRole, Map<String, Object>> own = new EnumMap<>(ClientRole.class);
        entries.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                String rest = key.substring(PREFIX.length());
                Optional<ClientRole> role = role(rest);
                if (role.isPresent()) {
                    put(
                            own.computeIfAbsent(role.get(), any -> new TreeMap<>()),
                            rest.substring(rest.indexOf('.') + 1),
                            value);
                } else if (!isOfSpringItself(rest)) {
                    put(shared, rest, value);
                }
            }
        });
        if (own.isEmpty() && !shared.isEmpty()) {
            own.put(ClientRole.PRODUCER, new TreeMap<>());
            own.put(ClientRole.CONSUMER, new TreeMap<>());
        }
        own.values().forEach(config -> shared.forEach(config::putIfAbsent));
        // Spring turns it off for its listeners, unless somebody asks for it.
        Map<String, Object> consumer = own.get(ClientRole.CONSUMER);
        if (consumer != null) {
            consumer.putIfAbsent(ConsumerRules.AUTO_COMMIT, "false");
        }
        return own;
    }

    private static Optional<ClientRole> role(String rest) {
        for (ClientRole role : ClientRole.values()) {
            if (rest.startsWith(role.lowerCase() + ".")) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    private static boolean isOfSpringItself(String rest) {
        return rest.startsWith("listener.")
                || rest.startsWith("template.")
                || rest.startsWith("retry.")
                || rest.startsWith("jaas.");
    }

    private static void put(Map<String, Object> config, String springKey, String value) {
        String key = kafkaKey(springKey);
        if (!key.isEmpty()) {
            config.put(key, resolved(key, value));
        }
    }

    private static String kafkaKey(String springKey) {
        if (springKey.startsWith(PROPERTIES)) {
            return springKey.substring(PROPERTIES.length());
        }
        if (springKey.startsWith(BRACKET) && springKey.endsWith("]")) {
            return springKey.substring(BRACKET.length(), springKey.length() - 1);
        }
        String renamed = RENAMED.get(springKey);
        return renamed != null ? renamed : timed(springKey.replace('-', '.'));
    }

    /** Spring drops the units. */
    private static String timed(String key) {
        String withUnit = key + ".ms";
        for (ClientRole role : ClientRole.values()) {
            if (KnownKeys.isKnown(role, key)) {
                return key;
            }
        }
        for (ClientRole role : ClientRole.values()) {
            if (KnownKeys.isKnown(role, withUnit)) {
                return withUnit;
            }
        }
        return key;
    }

    private static Object resolved(String key, String value) {
        Matcher matcher = PLACEHOLDER.matcher(value);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                return new Placeholder(value);
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(matcher.group(2)));
        }
        matcher.appendTail(text);
        return SpringValues.converted(key, text.toString());
    }
}
