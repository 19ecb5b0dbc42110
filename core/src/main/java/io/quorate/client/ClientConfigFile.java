// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of clients in a {@code .properties} file: one written for Kafka's own clients, or one of a Spring Boot
 * application with its prefixes, which has several clients.
 *
 * <p>Placeholders of Spring that have a default, as in {@code ${ACKS:all}}, are replaced by it. Others stay unknown, and the
 * audit says so. Immutable.
 */
public final class ClientConfigFile {
    private final boolean ofSpring;
    private final Map<ClientRole, Map<String, Object>> configs;

    private ClientConfigFile(boolean ofSpring, Map<ClientRole, Map<String, Object>> configs) {
        this.ofSpring = ofSpring;
        this.configs = configs;
    }

    /**
     * Reads a file.
     *
     * @param file a file in the format of {@link Properties}, in UTF-8
     * @return its clients
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no properties file
     */
    public static ClientConfigFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".yml") || name.endsWith(".yaml")) {
            throw new IllegalArgumentException("Did not read " + file
                    + ": it is YAML. Write its settings as a .properties file, or audit the map that the client gets.");
        }
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Did not read " + file + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Did not read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Parses what stands in a file.
     *
     * @param content text in the format of {@link Properties}
     * @return its clients
     * @throws IllegalArgumentException if it is not in that format
     */
    public static ClientConfigFile parse(String content) {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(content)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        boolean spring = entries.keySet().stream().anyMatch(key -> key.startsWith(SpringKeys.PREFIX));
        return spring ? new ClientConfigFile(true, SpringKeys.clients(entries)) : plain(entries);
    }

    private static ClientConfigFile plain(Map<String, String> entries) {
        Map<ClientRole, Map<String, Object>> configs = new EnumMap<>(ClientRole.class);
        for (ClientRole role : ClientRole.values()) {
            configs.put(role, new TreeMap<>(entries));
        }
        return new ClientConfigFile(false, configs);
    }

    /** The role whose own keys are there; empty if no key or keys of several roles are. */
    private static Optional<ClientRole> guess(Set<String> keys) {
        if (keys.contains("application.id")) {
            return Optional.of(ClientRole.STREAMS);
        }
        List<ClientRole> able = Arrays.stream(new ClientRole[] {ClientRole.PRODUCER, ClientRole.CONSUMER})
                .filter(role -> keys.stream()
                        .anyMatch(key -> KnownKeys.isKnown(role, key)
                                && !KnownKeys.isKnown(ClientRole.ADMIN, key)
                                && !KnownKeys.isKnown(other(role), key)))
                .toList();
        return able.size() == 1 ? Optional.of(able.get(0)) : Optional.empty();
    }

    private static ClientRole other(ClientRole role) {
        return role == ClientRole.PRODUCER ? ClientRole.CONSUMER : ClientRole.PRODUCER;
    }

    /**
     * Returns whether the file is one of a Spring Boot application.
     *
     * @return whether there are keys that begin with {@code spring.kafka.}
     */
    public boolean isOfSpring() {
        return ofSpring;
    }

    /**
     * Returns the clients that the file is for: those of Spring that have settings of their own, or the one whose keys are there.
     *
     * @return the roles; empty if the keys fit any client, or several
     */
    public List<ClientRole> roles() {
        if (ofSpring) {
            return List.copyOf(configs.keySet());
        }
        return guess(config(ClientRole.ADMIN).keySet()).map(List::of).orElse(List.of());
    }

    /**
     * Returns the settings of a client.
     *
     * @param role which one
     * @return its settings under Kafka's names; secrets are in it; empty if a file of Spring has none for it
     */
    public Map<String, Object> config(ClientRole role) {
        return Collections.unmodifiableMap(configs.getOrDefault(role, Map.of()));
    }

    @Override
    public String toString() {
        return "ClientConfigFile for " + configs.keySet();
    }
}
