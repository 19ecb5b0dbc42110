// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quorate.testkit.distribution.KafkaRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDK that runs the nodes: where it is, its feature release, and all that tells its build from others. */
record NodeJava(Path home, int feature, String build) {
    private static final int OLDEST = 17;
    private static final int WITHOUT_SUBJECT = 24;
    private static final KafkaRelease SASL_WITHOUT_SUBJECT = KafkaRelease.of("3.9.1");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    /** That of this process. */
    static NodeJava current() {
        return new NodeJava(
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature(),
                System.getProperty("java.vm.version"));
    }

    /** The JDK, or mere runtime, in a directory: it says what it is in a file, so no process is needed to ask. */
    static NodeJava of(Path home) {
        Path told = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
            throw new IllegalArgumentException(
                    "No Java in " + home + ": expected bin/java there. Give the directory that JAVA_HOME would name.");
        }
        String build;
        try {
            build = Files.readString(told, ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot tell which Java is in " + home + ": " + e, e);
        }
        Matcher version = VERSION.matcher(build);
        if (!version.find()) {
            throw new IllegalArgumentException("Cannot tell which Java is in " + home + ": no JAVA_VERSION in " + told);
        }
        int feature = Integer.parseInt(version.group(1));
        if (feature < OLDEST) {
            throw new IllegalArgumentException(
                    "Nodes run on Java " + OLDEST + " or later, but in " + home + " is Java " + feature);
        }
        return new NodeJava(home, feature, build);
    }

    /** Why nodes of this release cannot use SASL on this Java, if they cannot: it calls {@code Subject.getSubject}. */
    Optional<String> saslProblem(KafkaRelease release) {
        return feature < WITHOUT_SUBJECT || release.compareTo(SASL_WITHOUT_SUBJECT) >= 0
                ? Optional.empty()
                : Optional.of("Kafka " + release + " has no SASL on Java " + feature
                        + " (KAFKA-17078): run the nodes on Java "
                        + OLDEST + " to " + (WITHOUT_SUBJECT - 1) + " with javaHome(...), or use Kafka "
                        + SASL_WITHOUT_SUBJECT + " or later");
    }

    Path executable() {
        return home.resolve("bin").resolve("java");
    }
}
