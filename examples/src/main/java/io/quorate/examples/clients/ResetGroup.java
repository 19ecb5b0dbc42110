// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.clients;

import io.quorate.backup.BackupException;
import io.quorate.backup.ClusterBackup;
import io.quorate.backup.GroupBackup;
import io.quorate.examples.connection.Connection;
import io.quorate.group.CommittedOffset;
import io.quorate.group.GroupChanges;
import io.quorate.group.ResetPlan;
import io.quorate.group.ResetRequest;
import io.quorate.group.ResetResult;
import io.quorate.group.ResetTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Resets a group. */
@Command(
        name = "reset",
        description = "Shows what a reset of a group's offsets does, and does it with --yes.",
        mixinStandardHelpOptions = true)
final class ResetGroup implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(index = "0", paramLabel = "GROUP", description = "the group")
    private @Nullable String group;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "WHERE",
            description =
                    "earliest, latest, current, offset:N, shift:N, time:2026-11-20T12:00:00Z, ago:PT1H, backup:FILE")
    private @Nullable String to;

    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "TOPIC,...",
            description = "all partitions of these (default: those that it has commits for)")
    private Set<String> topics = new HashSet<>();

    @Option(names = "--clamp", description = "take the start or end of a log where an offset is not in it")
    private boolean clamp;

    @Option(names = "--create", description = "make the group if it is not there")
    private boolean create;

    @Option(names = "--yes", description = "do it")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        ResetRequest.Builder request = ResetRequest.builder(
                        Objects.requireNonNull(group), target(Objects.requireNonNull(to)))
                .topics(topics);
        if (clamp) {
            request.outOfRange(ResetRequest.OutOfRange.CLAMP);
        }
        if (create) {
            request.createGroup();
        }
        try (Admin admin = connection.openForChanges()) {
            GroupChanges changes = GroupChanges.using(admin);
            ResetPlan plan = changes.plan(request.build());
            System.out.print(plan.describe());
            if (!plan.problems().isEmpty()) {
                return 1;
            }
            if (!yes) {
                System.out.println("Nothing was changed. Add --yes to do it.");
                return 0;
            }
            ResetResult result = changes.apply(plan);
            result.throwIfIncomplete();
            System.out.println("Done: " + result.applied().size() + " partitions.");
            return 0;
        }
    }

    private ResetTarget target(String where) {
        int colon = where.indexOf(':');
        String word = colon < 0 ? where : where.substring(0, colon);
        String value = colon < 0 ? "" : where.substring(colon + 1);
        try {
            return switch (word) {
                case "earliest" -> new ResetTarget.Earliest();
                case "latest" -> new ResetTarget.Latest();
                case "current" -> new ResetTarget.Current();
                case "offset" -> new ResetTarget.Offset(Long.parseLong(value));
                case "shift" -> new ResetTarget.Shift(Long.parseLong(value));
                case "time" -> new ResetTarget.Timestamp(Instant.parse(value));
                case "ago" -> new ResetTarget.Ago(Duration.parse(value));
                case "backup" -> ResetTarget.fromBackup(commits(Path.of(value)));
                default -> throw bad("--to " + where + ": see --help for what there is");
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            throw bad("--to " + where + ": " + e.getMessage());
        }
    }

    private Map<TopicPartition, CommittedOffset> commits(Path file) {
        try {
            GroupBackup saved =
                    ClusterBackup.readFrom(file).groups().orElse(Map.of()).get(group);
            if (saved == null || saved.commits().value().isEmpty()) {
                throw bad(file + " has no offsets of group " + group);
            }
            return saved.commits().value().get();
        } catch (BackupException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException bad(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
