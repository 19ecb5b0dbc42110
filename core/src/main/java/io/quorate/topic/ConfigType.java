// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Kafka reads the value of a topic config. Brokers echo numbers and booleans normalised and lists as they came (seen
 * on 4.3.1: {@code 0604800000} comes back as {@code 604800000}, {@code delete,compact} is kept), so text cannot be
 * compared with text.
 */
enum ConfigType {
    INTEGER {
        @Override
        String normalised(String value) {
            return String.valueOf(Long.parseLong(value.trim()));
        }
    },
    DECIMAL {
        @Override
        String normalised(String value) {
            return String.valueOf(Double.parseDouble(value.trim()));
        }
    },
    BOOLEAN {
        @Override
        String normalised(String value) {
            String lower = value.trim().toLowerCase(Locale.ROOT);
            if (!lower.equals("true") && !lower.equals("false")) {
                throw new IllegalArgumentException(value);
            }
            return lower;
        }
    },
    SET {
        @Override
        String normalised(String value) {
            return Arrays.stream(value.split(","))
                    .map(String::trim)
                    .filter(entry -> !entry.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
        }
    },
    TEXT {
        @Override
        String normalised(String value) {
            return value.trim();
        }
    };

    private static final Set<String> INTEGERS = Set.of(
            "delete.retention.ms",
            "file.delete.delay.ms",
            "flush.messages",
            "flush.ms",
            "index.interval.bytes",
            "local.retention.bytes",
            "local.retention.ms",
            "max.compaction.lag.ms",
            "max.message.bytes",
            "message.timestamp.after.max.ms",
            "message.timestamp.before.max.ms",
            "message.timestamp.difference.max.ms",
            "min.compaction.lag.ms",
            "min.insync.replicas",
            "retention.bytes",
            "retention.ms",
            "segment.bytes",
            "segment.index.bytes",
            "segment.jitter.ms",
            "segment.ms",
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.zstd.level");
    private static final Set<String> BOOLEANS = Set.of(
            "message.downconversion.enable",
            "preallocate",
            "remote.log.copy.disable",
            "remote.log.delete.on.disable",
            "remote.storage.enable",
            "unclean.leader.election.enable");
    private static final Set<String> SETS = Set.of(
            "cleanup.policy", "leader.replication.throttled.replicas", "follower.replication.throttled.replicas");
    private static final Set<String> TEXTS =
            Set.of("compression.type", "message.format.version", "message.timestamp.type");
    private static final String DECIMAL_KEY = "min.cleanable.dirty.ratio";
    private static final Map<String, ConfigType> BY_KEY = byKey();

    private static Map<String, ConfigType> byKey() {
        return Stream.of(
                        INTEGERS.stream().map(key -> Map.entry(key, INTEGER)),
                        BOOLEANS.stream().map(key -> Map.entry(key, BOOLEAN)),
                        SETS.stream().map(key -> Map.entry(key, SET)),
                        TEXTS.stream().map(key -> Map.entry(key, TEXT)),
                        Stream.of(Map.entry(DECIMAL_KEY, DECIMAL)))
                .flatMap(entries -> entries)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the value in the one form that equal values share. */
    abstract String normalised(String value);

    /** The configs that topics of Kafka 2.1 to 4.3 have. */
    static Set<String> knownKeys() {
        return BY_KEY.keySet();
    }

    /** The type of a config; one that we do not know is text. */
    static ConfigType of(String key) {
        return BY_KEY.getOrDefault(key, TEXT);
    }

    /** Tells whether two values mean the same to Kafka. */
    static boolean same(String key, String one, String other) {
        ConfigType type = of(key);
        try {
            return type.normalised(one).equals(type.normalised(other));
        } catch (IllegalArgumentException e) {
            // What Kafka itself could not read is the same only if it is written the same.
            return one.equals(other);
        }
    }

    /** Says what is wrong with a declared value; empty if Kafka can read it. */
    static Optional<String> problem(String key, String value) {
        try {
            of(key).normalised(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(key + " must be " + article(of(key)) + ", not '" + value + "'");
        }
    }

    private static String article(ConfigType type) {
        return switch (type) {
            case INTEGER -> "a whole number";
            case DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            case SET, TEXT -> "text";
        };
    }
}
