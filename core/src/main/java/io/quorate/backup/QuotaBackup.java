// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * The quotas of one entity.
 *
 * @param entity the name by entity type, for example {@code user -> alice}; empty for the default of the type
 * @param limits the limit by key, for example {@code producer_byte_rate -> 1048576.0}
 */
public record QuotaBackup(Map<String, Optional<String>> entity, Map<String, Double> limits) {
    /** By entity: the order in the document. */
    static final Comparator<QuotaBackup> ORDER = Comparator.comparing(QuotaBackup::subject);

    /**
     * Copies both, sorted.
     *
     * @param entity the name by entity type
     * @param limits the limit by key
     */
    public QuotaBackup {
        entity = Collections.unmodifiableMap(new TreeMap<>(entity));
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /**
     * Takes over what Kafka describes.
     *
     * @param entity whose they are
     * @param limits the limit by key
     * @return the quotas
     */
    public static QuotaBackup of(ClientQuotaEntity entity, Map<String, Double> limits) {
        Map<String, Optional<String>> names = new TreeMap<>();
        entity.entries().forEach((type, name) -> names.put(type, Optional.ofNullable(name)));
        return new QuotaBackup(names, limits);
    }

    /**
     * Returns whose quotas they are, for Kafka.
     *
     * @return the entity
     */
    public ClientQuotaEntity kafkaEntity() {
        Map<String, String> names = new TreeMap<>();
        // Kafka's default entity is a null, which Map.of and collectors refuse.
        entity.forEach((type, name) -> putNullable(names, type, name));
        return new ClientQuotaEntity(names);
    }

    /**
     * Returns whose quotas they are, for people.
     *
     * @return for example {@code quota of client-id app, user <default>}
     */
    public String subject() {
        return entity.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().orElse(ConfigScope.EVERY_BROKER))
                .collect(Collectors.joining(", ", "quota of ", ""));
    }

    @SuppressWarnings("NullAway")
    private static void putNullable(Map<String, String> names, String type, Optional<String> name) {
        names.put(type, name.orElse(null));
    }
}
