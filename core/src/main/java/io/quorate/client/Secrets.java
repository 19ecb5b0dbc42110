// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What must not be shown. A key that is spelt wrong may have a secret too, so it is told by its words. */
final class Secrets {
    static final String HIDDEN = Password.HIDDEN;

    private static final Pattern SECRET = Pattern.compile(
            "passw|pasw|pwd|secret|jaas|jass|token(?!\\.endpoint)|credential|passphrase|keystore\\.key|user\\.info|api\\.?key");
    private static final int LONG = 120;

    private Secrets() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    /** The value of a key for people. What cannot be turned into text has only a class. */
    static String shown(String key, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (isSecret(key) || value instanceof Password) {
            return HIDDEN;
        }
        String text = text(value);
        return text.length() > LONG ? text.substring(0, LONG) + "..." : text;
    }

    static String text(Object value) {
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        try {
            String text = value.toString();
            return text == null ? "" : text;
        } catch (RuntimeException e) {
            return "a " + value.getClass().getName();
        }
    }

    /** What Kafka says about a configuration may quote a value. */
    static String without(String message, Map<String, Object> config) {
        String clean = message;
        for (Map.Entry<String, Object> one : config.entrySet()) {
            if (isSecret(one.getKey()) && one.getValue() != null && !(one.getValue() instanceof Password)) {
                String secret = text(one.getValue());
                clean = secret.isEmpty() ? clean : clean.replace(secret, HIDDEN);
            }
        }
        return clean;
    }
}
