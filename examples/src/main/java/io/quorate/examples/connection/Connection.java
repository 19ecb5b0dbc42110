// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.connection;

import io.quorate.client.AdminPreset;
import io.quorate.client.ClientConfig;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which cluster. What is wrong with them is a {@link ParameterException}. */
public final class Connection {
    private static final String CLIENT_ID = "quorate-examples";

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
     * @throws ParameterException if there are properties for a client, and no cluster
     */
    public boolean isGiven() {
        if (bootstrapServers == null && commandConfig != null) {
            throw bad("--command-config goes with --bootstrap-servers");
        }
        return bootstrapServers != null;
    }

    /**
     * Returns the settings of a client that looks, and gives up soon.
     *
     * @return with the properties of the file, which win
     */
    public Map<String, Object> settings() {
        return settings(AdminPreset.monitoring(servers(), CLIENT_ID));
    }

    /**
     * Opens a client that looks, and gives up soon.
     *
     * @return the client; the caller closes it
     */
    public Admin open() {
        return open(settings());
    }

    /**
     * Opens a client that changes the cluster, and waits for what takes its time.
     *
     * @return the client; the caller closes it
     */
    public Admin openForChanges() {
        return open(settings(AdminPreset.operations(servers(), CLIENT_ID)));
    }

    private String servers() {
        if (bootstrapServers == null) {
            throw bad("Missing option: --bootstrap-servers");
        }
        return bootstrapServers;
    }

    private Map<String, Object> settings(ClientConfig.Builder preset) {
        Map<String, Object> settings = new HashMap<>(preset.build().asMap());
        if (commandConfig != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(commandConfig)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw bad("--command-config cannot be read: " + e);
            }
            properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
            settings.put("bootstrap.servers", servers());
        }
        return settings;
    }

    private Admin open(Map<String, Object> settings) {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw bad("No client can be made: " + cause.getMessage());
        }
    }

    private ParameterException bad(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
