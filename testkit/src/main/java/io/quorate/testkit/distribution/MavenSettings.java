// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where Maven's own files are: what a program that is not Maven has to find by itself to honour mirrors and proxies. */
record MavenSettings(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
    /** Names a {@code settings.xml} to use in place of {@code ~/.m2/settings.xml}, as {@code mvn -s} does. */
    static final String USER_SETTINGS = "quorate.maven.settings";

    /** {@code true}: nothing is downloaded, as with {@code mvn -o}. */
    static final String OFFLINE = "quorate.maven.offline";

    static MavenSettings ofThisProcess() {
        return new MavenSettings(System::getProperty, System::getenv);
    }

    /** The installation whose {@code conf/settings.xml} holds what the administrator of this machine has set. */
    Optional<Path> installation() {
        return Stream.of(property.apply("maven.home"), environment.apply("MAVEN_HOME"), environment.apply("M2_HOME"))
                .filter(home -> home != null && !home.isBlank())
                .map(Path::of)
                .filter(home -> Files.isRegularFile(home.resolve("conf/settings.xml")))
                .findFirst()
                .or(this::installationOnPath);
    }

    Optional<Path> localRepository() {
        return path(property.apply("maven.repo.local"));
    }

    Optional<Path> userSettings() {
        return path(property.apply(USER_SETTINGS));
    }

    boolean isOffline() {
        return Boolean.parseBoolean(property.apply(OFFLINE));
    }

    private Optional<Path> installationOnPath() {
        String path = environment.apply("PATH");
        return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "mvn"))
                .filter(Files::isExecutable)
                .flatMap(MavenSettings::home)
                .findFirst();
    }

    private static Stream<Path> home(Path mvn) {
        try {
            Path home = mvn.toRealPath().resolve("../..").normalize();
            return Files.isRegularFile(home.resolve("conf/settings.xml")) ? Stream.of(home) : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<Path> path(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
