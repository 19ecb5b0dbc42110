// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.connection;

import io.quorate.client.AdminPreset;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which cluster. */
public final class Connection {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "the cluster")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "properties of the Admin client, security settings for example")
    private @Nullable Path commandConfig;

    /** Made by picocli. */
    public Connection() {}

    /**
     * Tells whether a cluster is named.
     *
     * @return {@code true} if it is
     */
    public boolean isGiven() {
        return bootstrapServers != null;
    }

    /**
     * Opens a client of the cluster.
     *
     * @return the client; the caller closes it
     * @throws IOException if the file with its properties cannot be read
     * @throws ParameterException if no cluster is named, or the properties are wrong
     */
    public Admin open() throws IOException {
        if (bootstrapServers == null) {
            throw bad("Missing option: --bootstrap-servers");
        }
        Map<String, Object> settings = new HashMap<>(AdminPreset.monitoring(bootstrapServers, "quorate-examples")
                .build()
                .asMap());
        if (commandConfig != null) {
            if (!Files.isReadable(commandConfig)) {
                throw bad("No readable file: " + commandConfig);
            }
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(commandConfig)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
            settings.put("bootstrap.servers", bootstrapServers);
        }
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException cause) {
                throw bad(String.valueOf(cause.getMessage()));
            }
            throw e;
        }
    }

    private ParameterException bad(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
