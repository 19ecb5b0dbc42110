// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** The checks of configs: what the target will not start with, and what makes a restart worse than it need be. */
final class ConfigChecks {
    private static final ReleaseLine FOUR = new ReleaseLine(4, 0);
    private static final ReleaseLine FETCHERS_CHECKED = new ReleaseLine(4, 2);
    private static final int SMALLEST_SEGMENT = 1 << 20;
    private static final int SLOW_BACKOFF_MILLIS = 500;

    private final UpgradeSurvey survey;
    private final UpgradeRequest request;

    ConfigChecks(UpgradeSurvey survey, UpgradeRequest request) {
        this.survey = survey;
        this.request = request;
    }

    void check(Findings findings, List<FinalizationStep> finalization) {
        elr(findings, finalization);
        configs(findings);
        shutdown(findings);
    }

    private Map<Integer, ConfigSet> brokers() {
        return survey.state().brokerConfigs().orElse(Map.of());
    }

    private void elr(Findings findings, List<FinalizationStep> finalization) {
        boolean planned = finalization.stream().anyMatch(step -> step.feature().equals(ReleaseTable.ELR_VERSION));
        if (!planned) {
            findings.passed(PreflightCheck.ELR, "eligible.leader.replicas.version stays as it is");
            return;
        }
        List<String> saw = new ArrayList<>(Findings.unseen(survey.state().clusterDefaults()));
        if (saw.isEmpty()
                && survey.state()
                        .clusterDefaults()
                        .value()
                        .flatMap(defaults -> defaults.value("min.insync.replicas"))
                        .isEmpty()) {
            saw.add(
                    "min.insync.replicas is not set for the whole cluster, so the active controller would write its own");
        }
        findings.failedIfAny(
                PreflightCheck.ELR,
                saw,
                "Set it before (kafka-configs.sh --entity-type brokers --entity-default --alter --add-config"
                        + " min.insync.replicas=...): a controller without the brokers' static value lowers it for every"
                        + " topic.");
    }

    private void configs(Findings findings) {
        List<String> bad = new ArrayList<>();
        List<String> leftover = new ArrayList<>();
        new TreeMap<>(survey.hosts()).forEach((node, host) -> host.configProblems()
                .orElse(List.of())
                .forEach(problem -> bad.add(
                        "node " + node + ": " + problem.key() + "=" + problem.value() + ": " + problem.reason())));
        new TreeMap<>(brokers()).forEach((node, configs) -> {
            request.target().ifPresent(target -> known(target, node, configs, bad, leftover));
            if (survey.era() == Era.ZOOKEEPER
                    && configs.value("zookeeper.metadata.migration.enable")
                            .orElse("false")
                            .equals("true")) {
                bad.add("broker " + node + " has zookeeper.metadata.migration.enable=true: the migration to KRaft is"
                        + " under way");
            }
        });
        if (!bad.isEmpty()) {
            findings.failed(
                    PreflightCheck.CONFIGS, bad, "Change it before, or with the roll (UpgradeRequest.Builder.change).");
            return;
        }
        leftover.addAll(Findings.unseen(survey.state().brokerConfigs()));
        findings.warningIfAny(
                PreflightCheck.CONFIGS, leftover, "See whether the target starts with what nobody could check.");
    }

    private void known(KafkaVersion target, int node, ConfigSet configs, List<String> bad, List<String> leftover) {
        if (target.line().isAtLeast(FOUR)
                && number(configs, "log.segment.bytes", SMALLEST_SEGMENT) < SMALLEST_SEGMENT) {
            bad.add("broker " + node + " has log.segment.bytes=" + number(configs, "log.segment.bytes", 0)
                    + ", and 4.0 and newer start with 1048576 or more");
        }
        if (target.line().isAtLeast(FETCHERS_CHECKED) && number(configs, "num.replica.fetchers", 1) < 1) {
            bad.add("broker " + node + " has num.replica.fetchers=" + number(configs, "num.replica.fetchers", 0)
                    + ", and 4.2 and newer start with 1 or more");
        }
        if (target.line().isAtLeast(FOUR)) {
            for (String key : List.of("inter.broker.protocol.version", "log.message.format.version")) {
                ConfigValue value = configs.values().get(key);
                if (value != null && value.source() == ConfigValue.Source.STATIC_BROKER) {
                    leftover.add(
                            "broker " + node + " has " + key + "=" + value.value() + ", which 4.0 and newer ignore");
                }
            }
        }
    }

    /** A value that a broker reports is in force, unless the roll itself changes it. */
    private long number(ConfigSet configs, String key, long otherwise) {
        String changed = request.change().set().get(key);
        String value = changed != null ? changed : configs.value(key).orElse(String.valueOf(otherwise));
        try {
            return Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private void shutdown(Findings findings) {
        TreeSet<Integer> uncontrolled = new TreeSet<>();
        TreeSet<Integer> slow = new TreeSet<>();
        brokers().forEach((node, configs) -> {
            if (configs.value("controlled.shutdown.enable").orElse("true").equals("false")) {
                uncontrolled.add(node);
            }
            if (number(configs, "replica.fetch.backoff.ms", 0) >= SLOW_BACKOFF_MILLIS) {
                slow.add(node);
            }
        });
        if (!uncontrolled.isEmpty()) {
            findings.failed(
                    PreflightCheck.SHUTDOWN,
                    List.of("brokers " + uncontrolled + " have controlled.shutdown.enable=false"),
                    "Leaders would move only after the broker has died. Remove the setting.");
        } else if (!slow.isEmpty()) {
            findings.warning(
                    PreflightCheck.SHUTDOWN,
                    List.of("brokers " + slow + " have replica.fetch.backoff.ms=500 or more (default 1000)"),
                    "With 50, and retry.backoff.ms=20 and retry.backoff.max.ms=100 in producers, the longest time without"
                            + " an acknowledgement during a controlled shutdown was 0.4 s instead of 2.6 s.");
        } else {
            findings.passed(PreflightCheck.SHUTDOWN);
        }
    }

    static OptionalInt maxLogDirs(UpgradeSurvey survey) {
        return survey.state().logDirs().orElse(Map.of()).values().stream()
                .mapToInt(List::size)
                .max();
    }
}
