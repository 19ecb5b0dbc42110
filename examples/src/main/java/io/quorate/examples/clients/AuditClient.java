// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.clients;

import io.quorate.client.AuditReport;
import io.quorate.client.ClientAudit;
import io.quorate.client.ClientConfigFile;
import io.quorate.client.ClientGoal;
import io.quorate.client.ClientRole;
import io.quorate.cluster.ClusterState;
import io.quorate.examples.connection.Connection;
import io.quorate.observe.ClusterObserver;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Audits the settings of clients in a file. */
@Command(
        name = "audit-client",
        description = {
            "Says what is wrong with the settings of Kafka clients in a .properties file, and what they survive.",
            "",
            "Reads a file for Kafka's own clients, or one of a Spring Boot application (spring.kafka.*). With"
                    + " --bootstrap-servers, looks at the topics and the brokers too.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:no errors", "1:there are errors", "2:bad arguments or a file that cannot be read"})
public final class AuditClient implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "the settings")
    private @Nullable Path file;

    @Option(
            names = "--role",
            paramLabel = "producer|consumer|admin|streams",
            description = "which client (default: the one that the keys are for)")
    private @Nullable String role;

    @Option(
            names = "--goal",
            paramLabel = "zero-loss|exactly-once|low-latency|high-throughput|operations|monitoring",
            description = "what it must be good at")
    private @Nullable String goal;

    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "TOPIC,...",
            description = "what it writes or reads (default: all topics of the cluster)")
    private Set<String> topics = new HashSet<>();

    @Mixin
    private Connection connection = new Connection();

    /** Made by picocli. */
    public AuditClient() {}

    @Override
    public Integer call() throws Exception {
        ClientConfigFile settings = settings();
        List<ClientRole> roles = role == null ? settings.roles() : List.of(word(ClientRole.class, "--role", role));
        if (roles.isEmpty()) {
            throw bad("The keys in " + file + " fit several clients: say --role producer, consumer, admin or streams");
        }
        ClientGoal wanted = goal == null ? ClientGoal.UNSTATED : word(ClientGoal.class, "--goal", goal);
        ClusterState cluster = connection.isGiven() ? observe() : null;
        boolean errors = false;
        for (ClientRole one : roles) {
            ClientAudit.Builder audit =
                    ClientAudit.builder(one).goal(wanted).topics(topics).onAnotherClassPath();
            if (cluster != null) {
                audit.cluster(cluster);
            }
            AuditReport report = audit.build().audit(settings.config(one));
            System.out.print(report.describe());
            errors |= report.hasErrors();
        }
        return errors ? 1 : 0;
    }

    private ClusterState observe() {
        try (Admin admin = connection.open()) {
            return ClusterObserver.using(admin).observe();
        }
    }

    private ClientConfigFile settings() {
        try {
            return ClientConfigFile.read(Objects.requireNonNull(file));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private <E extends Enum<E>> E word(Class<E> type, String option, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one ->
                        one.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> bad(option + " " + word + ": see --help for what there is"));
    }

    private ParameterException bad(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
