// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Resolves the jars of a broker as Maven would: the user's and the machine's settings, mirrors, proxies and local
 * repository count, and what is in the local repository needs no network.
 */
final class MavenJars {
    private static final String SLF4J = "org.slf4j";

    /** What a pom may bring in to bind slf4j to something: two bindings would fight, and none of these is needed. */
    private static final Set<String> OTHER_BINDINGS = Set.of(
            "slf4j-log4j12", "slf4j-reload4j", "slf4j-nop", "slf4j-jdk14", "logback-classic", "log4j-slf4j-impl");

    private final MavenSettings settings;

    MavenJars(MavenSettings settings) {
        this.settings = settings;
    }

    List<Path> resolve(KafkaRelease release) {
        String broker = "org.apache.kafka:" + (release.isAtLeast(2, 4) ? "kafka_2.13" : "kafka_2.12") + ":" + release;
        List<String> roots = new ArrayList<>(List.of(broker));
        if (!release.isAtLeast(2, 4)) {
            // The ZooKeeper client 3.4 of these releases cannot connect on JDK 14 and later.
            roots.add("org.apache.zookeeper:zookeeper:3.5.9");
        }
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(overrides())) {
            List<Artifact> jars = resolve(maven, roots);
            // Kafka's poms name the slf4j API but nothing that prints; slf4j-simple is 15 kB and starts at once.
            String slf4j = jars.stream()
                    .filter(jar -> jar.getGroupId().equals(SLF4J)
                            && jar.getArtifactId().equals("slf4j-api"))
                    .map(Artifact::getVersion)
                    .findFirst()
                    .orElseThrow(
                            () -> new DistributionException(broker + " does not bring slf4j-api; seen were " + jars));
            roots.add(SLF4J + ":slf4j-simple:" + slf4j);
            return resolve(maven, roots).stream()
                    .map(jar -> jar.getFile().toPath())
                    .toList();
        }
    }

    /** The jars of any artifacts, {@code group:artifact:version}, and of all that these need at run time. */
    List<Path> resolve(List<String> roots) {
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(overrides())) {
            return resolve(maven, roots).stream()
                    .map(jar -> jar.getFile().toPath())
                    .toList();
        }
    }

    private List<Artifact> resolve(Context maven, List<String> roots) {
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(maven.remoteRepositories());
        List<Exclusion> exclusions = OTHER_BINDINGS.stream()
                .map(artifactId -> new Exclusion("*", artifactId, "*", "*"))
                .toList();
        for (String root : roots) {
            collect.addDependency(new Dependency(artifact(root), JavaScopes.RUNTIME, false, exclusions));
        }
        DependencyRequest request = new DependencyRequest(
                collect, DependencyFilterUtils.classpathFilter(JavaScopes.COMPILE, JavaScopes.RUNTIME));
        try {
            DependencyResult result =
                    maven.repositorySystem().resolveDependencies(maven.repositorySystemSession(), request);
            return result.getArtifactResults().stream()
                    .map(ArtifactResult::getArtifact)
                    .filter(jar -> jar.getExtension().equals("jar"))
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new DistributionException(
                    "Could not resolve " + roots + " from " + collect.getRepositories() + " into "
                            + maven.repositorySystemSession()
                                    .getLocalRepository()
                                    .getBasedir()
                            + (maven.repositorySystemSession().isOffline() ? " (offline)" : "") + ": " + e.getMessage()
                            + ". Check that the release exists and that Maven's settings let it be reached; or use"
                            + " KafkaDistribution.ofDownload or ofJars.",
                    e);
        }
    }

    private static Artifact artifact(String root) {
        String[] parts = root.split(":", 3);
        return new DefaultArtifact(parts[0], parts[1], "jar", parts[2]);
    }

    private ContextOverrides overrides() {
        ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true);
        settings.installation().ifPresent(overrides::withMavenSystemHomeOverride);
        settings.localRepository().ifPresent(overrides::withLocalRepositoryOverride);
        settings.userSettings().ifPresent(overrides::withUserSettingsXmlOverride);
        if (settings.isOffline()) {
            overrides.offline(true);
        }
        return overrides.build();
    }
}
