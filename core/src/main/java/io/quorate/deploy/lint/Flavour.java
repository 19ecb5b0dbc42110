// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whose image it is: images turn variables into properties in ways of their own. */
enum Flavour {
    APACHE("KAFKA_", "/tmp/kraft-combined-logs"),
    BITNAMI("KAFKA_CFG_", "/bitnami/kafka/data"),
    CONFLUENT("KAFKA_", "/var/lib/kafka/data"),
    OTHER("KAFKA_", "");

    private static final Set<String> NOT_PROPERTIES = Set.of(
            "KAFKA_VERSION",
            "KAFKA_HEAP_OPTS",
            "KAFKA_OPTS",
            "KAFKA_JVM_PERFORMANCE_OPTS",
            "KAFKA_GC_LOG_OPTS",
            "KAFKA_CLUSTER_ID",
            "KAFKA_KRAFT_CLUSTER_ID",
            "KAFKA_DEBUG",
            "KAFKA_HOME",
            "KAFKA_DATA_DIR");

    private final String prefix;
    private final String usualLogDir;

    Flavour(String prefix, String usualLogDir) {
        this.prefix = prefix;
        this.usualLogDir = usualLogDir;
    }

    static Flavour of(String image) {
        if (image.contains("bitnami")) {
            return BITNAMI;
        }
        if (image.contains("confluentinc") || image.contains("cp-kafka") || image.contains("cp-server")) {
            return CONFLUENT;
        }
        return image.contains("apache/kafka") ? APACHE : OTHER;
    }

    /** Where records are if nothing is said; empty if that is not known. */
    String usualLogDir() {
        return usualLogDir;
    }

    /** The property that the image makes of a variable. */
    Optional<String> property(String variable) {
        boolean excluded = NOT_PROPERTIES.contains(variable)
                || variable.startsWith("KAFKA_LOG4J_")
                || variable.startsWith("KAFKA_JMX_");
        if (excluded || !variable.startsWith(prefix) || (this != BITNAMI && variable.startsWith("KAFKA_CFG_"))) {
            return Optional.empty();
        }
        // As the image does it: all underscores become dots, then three dots a dash and two an underscore.
        return Optional.of(variable.substring(prefix.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.')
                .replace("...", "-")
                .replace("..", "_"));
    }
}
