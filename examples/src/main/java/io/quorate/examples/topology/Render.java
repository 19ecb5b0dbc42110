// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.topology;

import io.quorate.deploy.ClientProperties;
import io.quorate.deploy.ComposeFile;
import io.quorate.deploy.GrafanaDashboard;
import io.quorate.deploy.KubernetesManifests;
import io.quorate.deploy.PrometheusRules;
import io.quorate.deploy.RenderedFile;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the files of a topology. */
@Command(
        name = "render",
        description =
                "Renders a topology: server.properties, a Compose file, Kubernetes manifests, a page with a picture.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Render implements Callable<Integer> {
    @Option(names = "--layout", required = true, description = "one of ${COMPLETION-CANDIDATES}")
    private @Nullable Layouts layout;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    private @Nullable Path out;

    @Option(
            names = "--cluster-id",
            paramLabel = "ID",
            description = "of a cluster that is there already (default: a new one)")
    private @Nullable String clusterId;

    @Option(names = "--release", paramLabel = "X.Y.Z", description = "of Kafka (default: ${DEFAULT-VALUE})")
    private String release = "4.3.1";

    /** Made by picocli. */
    public Render() {}

    @Override
    public Integer call() throws IOException {
        String id = clusterId == null ? ClusterTopology.randomClusterId() : clusterId;
        ClusterTopology topology = Objects.requireNonNull(layout).topology(id, release);
        Path directory = Objects.requireNonNull(out);
        write(directory.resolve("compose"), ComposeFile.of(topology));
        write(
                directory.resolve("kubernetes"),
                KubernetesManifests.builder(topology).build().files());
        write(directory, List.of(new RenderedFile("topology.html", topology.html())));
        write(directory.resolve("monitoring"), List.of(PrometheusRules.of(topology), GrafanaDashboard.of(topology)));
        write(directory, List.of(ClientProperties.of(topology, Listener.INTERNAL)));
        System.out.print(topology.describe());
        System.out.println("bootstrap.servers=" + topology.bootstrapServers(Listener.INTERNAL));
        System.out.println("Files: " + directory);
        return 0;
    }

    private static void write(Path directory, List<RenderedFile> files) throws IOException {
        for (RenderedFile file : files) {
            Path path = directory.resolve(file.path());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.content());
        }
    }
}
