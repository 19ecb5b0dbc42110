// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the JVM of a node is started. A broker in a test lives for seconds: the first compiler alone, the serial collector, a
 * small heap, and class data from an archive, together, take three quarters of its start away.
 */
record NodeJvm(NodeJava java, Path launcher, List<String> arguments) {
    private static final List<String> FOR_A_SHORT_LIFE = List.of(
            "-Xmx256m",
            "-Xmn24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            // The archive where it was made for: moved elsewhere, each node has a copy of all of it.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            // What the JVM says about class data that does not fit is no news: it goes on without.
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Djava.awt.headless=true",
            "-Djava.net.preferIPv4Stack=true");

    private static final List<String> LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaConfig=warn",
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.AbstractConfig=warn",
            // ZooKeeper would look for log4j, which is not there.
            "-Dzookeeper.jmx.log4j.disable=true",
            "-Dlog4j.configuration=quorate-log4j.properties",
            "-Dlog4j2.configurationFile=classpath:quorate-log4j2.properties");

    /**
     * Kafka 4 starts all of log4j for {@code BROKER_LOGGER}, which takes 6 % of the processor time of a start, also where it logs
     * to something else, as here. It does without. The jars of a download do log to log4j.
     */
    private static final String NO_LOG4J =
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory";

    private static final String LOGS_TO_LOG4J = "log4j-slf4j";

    NodeJvm {
        arguments = List.copyOf(arguments);
    }

    /** With some more arguments. */
    NodeJvm with(List<String> more) {
        return new NodeJvm(
                java, launcher, Stream.concat(arguments.stream(), more.stream()).toList());
    }

    /** Without the user's arguments: an archive serves all of them, and one that does not fit is passed over. */
    NodeJvm plain() {
        return new NodeJvm(java, launcher, List.of());
    }

    /** A plain one that writes down, at its end, what it has loaded. */
    NodeJvm recording(List<String> dump) {
        return new NodeJvm(java, launcher, dump);
    }

    List<String> command(KafkaDistribution distribution, List<String> classData, List<String> mainArguments) {
        List<String> command = new ArrayList<>();
        command.add(java.executable().toString());
        command.addAll(FOR_A_SHORT_LIFE);
        command.addAll(LOGGING);
        if (distribution.jars().stream()
                .noneMatch(jar -> jar.getFileName().toString().startsWith(LOGS_TO_LOG4J))) {
            command.add(NO_LOG4J);
        }
        command.addAll(arguments);
        command.addAll(classData);
        command.add("-cp");
        command.add(Stream.concat(Stream.of(launcher), distribution.jars().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(NodeMain.class.getName());
        command.addAll(mainArguments);
        return command;
    }
}
