// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What a client would really run with: what was given, parsed as the client parses it, over the client's defaults, with what
 * it changes itself. What it refuses is kept beside it.
 */
final class EffectiveConfig {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String PROVIDERS = "config.providers";

    private final ClientRole role;
    private final Map<String, Object> supplied = new TreeMap<>();
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final List<Refusal> refusals = new ArrayList<>();

    /** Something that the client throws. */
    record Refusal(String key, String message) {}

    private EffectiveConfig(ClientRole role) {
        this.role = role;
    }

    static EffectiveConfig of(ClientRole role, Map<?, ?> given) {
        EffectiveConfig config = new EffectiveConfig(role);
        config.take(given);
        config.parse();
        if (role != ClientRole.STREAMS) {
            config.construct();
        }
        return config;
    }

    private void take(Map<?, ?> given) {
        boolean providers = given.entrySet().stream().anyMatch(one -> PROVIDERS.equals(one.getKey()));
        for (Map.Entry<?, ?> one : given.entrySet()) {
            if (!(one.getKey() instanceof String key)) {
                refusals.add(new Refusal(
                        "", "a key is no text but " + (one.getKey() == null ? "null" : Secrets.text(one.getKey()))));
                continue;
            }
            Object value = one.getValue() == Missing.VALUE ? null : one.getValue();
            boolean filledInLater =
                    value instanceof Placeholder || (providers && value instanceof String text && text.contains("${"));
            if (filledInLater || key.startsWith(PROVIDERS)) {
                unreadable.add(key);
            }
            supplied.put(key, value == null ? Missing.VALUE : value);
        }
    }

    /** A key with nothing behind it is not the same as no key. */
    private enum Missing {
        VALUE;

        @Override
        public String toString() {
            return "null";
        }
    }

    private void parse() {
        KnownKeys.definitions(role).forEach((key, definition) -> {
            if (definition.hasDefault()) {
                values.put(key, definition.defaultValue);
            }
            if (supplied.containsKey(key) && !unreadable.contains(key)) {
                parse(key, definition);
            }
        });
        if (role == ClientRole.STREAMS) {
            supplied.forEach(values::putIfAbsent);
        }
    }

    private void parse(String key, ConfigDef.ConfigKey definition) {
        if (raw(key) == null && definition.defaultValue != null && definition.hasDefault()) {
            // The definition lets some of them pass, and the client then throws a NullPointerException.
            refusals.add(new Refusal(key, "it is null"));
            return;
        }
        try {
            Object parsed = ConfigDef.parseType(key, raw(key), definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(key, parsed);
            }
            values.put(key, parsed);
        } catch (RuntimeException | LinkageError e) {
            refuse(key, e);
        }
    }

    private @Nullable Object raw(String key) {
        Object value = supplied.get(key);
        return value == Missing.VALUE ? null : value;
    }

    private void refuse(String key, Throwable e) {
        String message = Secrets.isSecret(key) ? "its value is not of the right kind" : String.valueOf(e.getMessage());
        refusals.add(new Refusal(key, Secrets.without(message, supplied)));
    }

    /** Rules over several keys are in the constructors; what is refused alone is left out, so that they are seen too. */
    private void construct() {
        Map<String, Object> rest = new HashMap<>();
        Set<String> refused = new HashSet<>();
        refusals.forEach(refusal -> refused.add(refusal.key()));
        for (String key : supplied.keySet()) {
            if (!unreadable.contains(key) && !refused.contains(key)) {
                rest.put(key, raw(key));
            }
        }
        if (unreadable.contains(BOOTSTRAP)) {
            rest.put(BOOTSTRAP, "filled-in-later:1");
        }
        serializers().forEach((key, type) -> {
            if (rest.get(key) == null) {
                rest.put(key, type);
            }
        });
        try {
            values.putAll(constructed(rest).values());
        } catch (KafkaException e) {
            refusals.add(new Refusal("", Secrets.without(String.valueOf(e.getMessage()), supplied)));
        } catch (RuntimeException | LinkageError e) {
            refusals.add(new Refusal(
                    "", "its configuration cannot be read: " + e.getClass().getName()));
        }
    }

    private Map<String, Class<?>> serializers() {
        return switch (role) {
            case PRODUCER ->
                Map.of(
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            case CONSUMER ->
                Map.of(
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            case ADMIN, STREAMS -> Map.of();
        };
    }

    private AbstractConfig constructed(Map<String, Object> rest) {
        return switch (role) {
            case PRODUCER -> new ProducerConfig(rest);
            case CONSUMER -> new ConsumerConfig(rest);
            case ADMIN -> new AdminClientConfig(rest);
            case STREAMS -> throw new ConfigException("Streams is not on the class path");
        };
    }

    ClientRole role() {
        return role;
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(supplied.keySet());
    }

    boolean isSupplied(String key) {
        return supplied.containsKey(key);
    }

    /** Somebody fills it in later; its effective value is unknown and the default stands in for it. */
    boolean isUnreadable(String key) {
        return unreadable.contains(key);
    }

    Set<String> unreadable() {
        return Collections.unmodifiableSet(unreadable);
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    @Nullable
    Object value(String key) {
        return values.get(key);
    }

    /** What was given, also if it was nothing. */
    Object given(String key) {
        Object value = supplied.get(key);
        return value == null ? Missing.VALUE : value;
    }

    String shown(String key) {
        boolean isEffective = values.containsKey(key) && !unreadable.contains(key);
        Object value = isEffective ? values.get(key) : supplied.get(key);
        return Secrets.shown(key, value);
    }

    String text(String key) {
        Object value = values.get(key);
        return value == null ? "" : Secrets.text(value);
    }

    /** The number; the default if what was given is none. */
    long number(String key) {
        Object value = values.get(key);
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return value == null ? 0 : Long.parseLong(Secrets.text(value).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    boolean isTrue(String key) {
        return "true".equalsIgnoreCase(text(key).strip());
    }

    List<String> list(String key) {
        Object value = values.get(key);
        List<String> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(Secrets.text(item == null ? "" : item)));
        } else if (value != null) {
            for (String item : Secrets.text(value).split(",", -1)) {
                items.add(item.strip());
            }
        }
        items.removeIf(String::isEmpty);
        return items;
    }
}
