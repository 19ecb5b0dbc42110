// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.offline;

import io.quorate.reassignment.json.ReassignmentJson;
import io.quorate.reassignment.plan.BalanceWeight;
import io.quorate.reassignment.plan.MovementPolicy;
import io.quorate.reassignment.plan.RackRule;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.report.ReassignmentReport;
import io.quorate.time.Time;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plans from files. */
@Command(
        name = "plan",
        description = {
            "Plans a reassignment from files: the least that must move, and the proof.",
            "",
            "Reads who has which replica (the JSON of kafka-reassign-partitions, or what its --generate prints), where the"
                    + " brokers stand, and how big partitions are; writes the JSON for kafka-reassign-partitions --execute.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:the plan is written, also if nothing is to be done",
            "1:there is no valid plan; it says why",
            "2:bad arguments or files"
        })
public final class OfflinePlan implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--before",
            required = true,
            paramLabel = "FILE.json",
            description = "the present assignment of all partitions")
    private @Nullable Path before;

    @Option(names = "--racks", required = true, paramLabel = "FILE.csv", description = "the brokers: broker,rack")
    private @Nullable Path racks;

    @Option(names = "--sizes", paramLabel = "FILE.csv", description = "topic,partition,bytes of one replica")
    private @Nullable Path sizes;

    @ArgGroup(multiplicity = "1")
    private @Nullable GoalOptions goal;

    @Option(names = "--topics", paramLabel = "REGEX", description = "change only topics whose whole name matches")
    private @Nullable String topics;

    @Option(
            names = "--movement",
            paramLabel = "forced|new|full",
            description =
                    "only what must move, onto new brokers only, or until every broker has its share (default: what"
                            + " suits the goal)")
    private @Nullable String movement;

    @Option(names = "--weight", paramLabel = "count|bytes", description = "what is made even (default: count)")
    private String weight = "count";

    @Option(
            names = "--rack",
            paramLabel = "strict|best-effort|ignore",
            description = "how replicas are spread over racks (default: best-effort)")
    private String rack = "best-effort";

    @Option(names = "--out", required = true, paramLabel = "FILE.json", description = "where to write the plan")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "FILE.html", description = "where to write a page with pictures")
    private @Nullable Path report;

    /** Made by picocli. */
    public OfflinePlan() {}

    @Override
    public Integer call() throws Exception {
        try {
            return plan(System.out);
        } catch (BadInput e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage());
        }
    }

    private int plan(PrintStream console) throws IOException {
        requireWritable("--out", Objects.requireNonNull(out));
        requireWritable("--report", report);
        BalanceWeight balance = weight();
        ReplicaMap cluster =
                new ClusterFiles(Objects.requireNonNull(before), Objects.requireNonNull(racks), sizes).read();
        ReassignmentRequest request = request(cluster, balance);

        long wall = Time.system().nanos();
        long cpu = cpuNanos();
        ReassignmentPlan plan = ReassignmentPlanner.plan("", cluster, request);
        double cpuMillis = (cpuNanos() - cpu) / 1e6;
        double wallMillis = (Time.system().nanos() - wall) / 1e6;

        ReassignmentReport told = ReassignmentReport.of(plan);
        console.print(told.describe());
        console.printf(Locale.ROOT, "%nPlanned in %.0f ms of CPU, %.0f ms by the clock%n", cpuMillis, wallMillis);
        if (report != null) {
            Files.writeString(report, told.html());
            console.println("Report: " + report);
        }
        if (!plan.problems().isEmpty()) {
            return 1;
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(out), 1 << 16)) {
            ReassignmentJson.writePlan(plan, file);
        }
        console.println(
                "Plan: " + out + (plan.isEmpty() ? " (nothing in it, which Kafka's tool refuses to execute)" : ""));
        return 0;
    }

    private ReassignmentRequest request(ReplicaMap cluster, BalanceWeight balance) {
        ReassignmentRequest.Builder request = ReassignmentRequest.builder(
                        Objects.requireNonNull(goal).goal(cluster))
                .weight(balance)
                .racks(rackRule());
        if (movement != null) {
            request.movement(movement(movement));
        }
        if (topics != null) {
            request.topics(pattern(topics).asMatchPredicate());
        }
        return request.build();
    }

    private static MovementPolicy movement(String word) {
        return switch (word) {
            case "forced" -> MovementPolicy.FORCED_ONLY;
            case "new" -> MovementPolicy.NEW_BROKERS_ONLY;
            case "full" -> MovementPolicy.FULL_BALANCE;
            default -> throw new BadInput("--movement " + word + ": expected forced, new or full");
        };
    }

    private RackRule rackRule() {
        return switch (rack) {
            case "strict" -> RackRule.STRICT;
            case "best-effort" -> RackRule.BEST_EFFORT;
            case "ignore" -> RackRule.IGNORE;
            default -> throw new BadInput("--rack " + rack + ": expected strict, best-effort or ignore");
        };
    }

    private BalanceWeight weight() {
        return switch (weight) {
            case "count" -> BalanceWeight.COUNT;
            case "bytes" -> {
                if (sizes == null) {
                    throw new BadInput("--weight bytes needs --sizes: without sizes there are no bytes to balance");
                }
                yield BalanceWeight.BYTES;
            }
            default -> throw new BadInput("--weight " + weight + ": expected count or bytes");
        };
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new BadInput("--topics " + regex + ": " + e.getDescription() + " at " + e.getIndex()
                    + ". Expected a regular expression of Java for the whole name of a topic");
        }
    }

    private static void requireWritable(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw new BadInput(option + " " + file + ": cannot be written, its directory is missing or not writable");
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
