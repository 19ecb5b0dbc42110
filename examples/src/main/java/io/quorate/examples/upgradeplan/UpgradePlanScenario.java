// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.upgradeplan;

import io.quorate.cluster.Endpoint;
import io.quorate.examples.connection.Connection;
import io.quorate.upgrade.json.UpgradePlanJson;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.report.UpgradePlanReport;
import io.quorate.upgrade.version.KafkaVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what an upgrade of a cluster would do. */
@Command(
        name = "upgrade-plan",
        description = {
            "Prints the preflight and the plan of an upgrade. Changes nothing.",
            "",
            "Asks every node what it runs, checks what stands in the way, and says in which order the nodes would be"
                    + " restarted, what would be finalized, and from where there is no way back.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:the upgrade may start",
            "1:something keeps it from starting; the preflight says what",
            "2:bad arguments"
        })
public final class UpgradePlanScenario implements Callable<Integer> {
    private static final Pattern CONTROLLER = Pattern.compile("(\\d+)@(.+):(\\d+)");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--to", required = true, paramLabel = "VERSION", description = "the release, for example 4.3.1")
    private @Nullable String to;

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = "what the nodes run, with the patch number no protocol tells")
    private @Nullable String from;

    @Option(names = "--max-parallel", paramLabel = "N", description = "brokers of a rack at a time (default: 1)")
    private int maxParallel = 1;

    @Option(
            names = "--controller",
            paramLabel = "ID@HOST:PORT",
            description = "where a controller listens; brokers before 3.9 do not say. May be repeated")
    private List<String> controllers = new ArrayList<>();

    @Option(
            names = "--finalize",
            paramLabel = "FEATURE",
            description = "a feature that is finalized only on request. May be repeated")
    private List<String> features = new ArrayList<>();

    @Option(
            names = "--override",
            paramLabel = "CHECK=REASON",
            description = "a check that may fail, and why. May be repeated")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--report", paramLabel = "FILE.html", description = "where to write a page with the waves")
    private @Nullable Path report;

    @Option(names = "--json", paramLabel = "FILE.json", description = "where to write the plan, for programs")
    private @Nullable Path json;

    /** Made by picocli. */
    public UpgradePlanScenario() {}

    @Override
    public Integer call() throws IOException {
        UpgradeRequest request = request();
        try (Admin admin = connection.open()) {
            UpgradeObserver.Builder observer = UpgradeObserver.builder(admin);
            request.target().ifPresent(observer::target);
            controllers.forEach(text -> named(observer, text));

            UpgradePlan plan =
                    UpgradePlanner.targeting(request).plan(observer.build().observe());

            UpgradePlanReport told = UpgradePlanReport.of(plan);
            System.out.println(told.describe());
            if (report != null) {
                Files.writeString(report, told.html());
                System.out.println("Report: " + report);
            }
            if (json != null) {
                try (OutputStream file = Files.newOutputStream(json)) {
                    UpgradePlanJson.write(plan, file);
                }
                System.out.println("Plan: " + json);
            }
            System.out.println(
                    plan.isExecutable()
                            ? "Nothing was changed. The upgrade may start."
                            : "Nothing was changed. The upgrade may not start: "
                                    + plan.preflight().blocking().stream()
                                            .map(found -> found.check().id())
                                            .toList());
            return plan.isExecutable() ? 0 : 1;
        }
    }

    private UpgradeRequest request() {
        try {
            UpgradeRequest.Builder request = UpgradeRequest.to(KafkaVersion.of(Objects.requireNonNull(to)))
                    .parallelism(Parallelism.withinOneRack(maxParallel));
            if (from != null) {
                request.source(KafkaVersion.of(from));
            }
            features.forEach(request::alsoFinalize);
            overrides.forEach(text -> override(request, text));
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage());
        }
    }

    private static void override(UpgradeRequest.Builder request, String text) {
        int equals = text.indexOf('=');
        String id = equals < 0 ? text : text.substring(0, equals);
        for (PreflightCheck check : PreflightCheck.values()) {
            if (check.id().equals(id)) {
                request.override(check, equals < 0 ? "" : text.substring(equals + 1));
                return;
            }
        }
        throw new IllegalArgumentException("--override " + text + ": there is no check " + id);
    }

    private void named(UpgradeObserver.Builder observer, String text) {
        Matcher form = CONTROLLER.matcher(text);
        if (!form.matches()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--controller " + text + ": expected ID@HOST:PORT");
        }
        observer.controller(
                Integer.parseInt(form.group(1)), new Endpoint(form.group(2), Integer.parseInt(form.group(3))));
    }
}
