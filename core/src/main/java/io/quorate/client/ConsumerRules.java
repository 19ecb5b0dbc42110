// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rules for consumers: G01 to G08, G10, G12. */
final class ConsumerRules {
    static final String GROUP = "group.id";
    static final String AUTO_COMMIT = "enable.auto.commit";
    static final String PROTOCOL = "group.protocol";
    static final String INSTANCE = "group.instance.id";
    static final String RACK = "client.rack";
    private static final String RESET = "auto.offset.reset";
    private static final String SESSION = "session.timeout.ms";
    private static final String HEARTBEAT = "heartbeat.interval.ms";
    private static final String ASSIGNORS = "partition.assignment.strategy";
    private static final String POLL_INTERVAL = "max.poll.interval.ms";
    private static final String POLL_RECORDS = "max.poll.records";
    private static final String FETCH_WAIT = "fetch.max.wait.ms";
    private static final List<String> EAGER = List.of("RangeAssignor", "RoundRobinAssignor", ".StickyAssignor");

    private ConsumerRules() {}

    static boolean isClassic(EffectiveConfig config) {
        return !config.text(PROTOCOL).toLowerCase(Locale.ROOT).equals("consumer");
    }

    static boolean commitsByItself(EffectiveConfig config) {
        return config.isTrue(AUTO_COMMIT) && hasGroup(config);
    }

    static boolean hasGroup(EffectiveConfig config) {
        return config.isUnreadable(GROUP) || !config.text(GROUP).isEmpty();
    }

    static void check(AuditContext context) {
        group(context);
        commits(context);
        protocol(context);
        liveness(context);
        fetching(context);
    }

    private static void group(AuditContext context) {
        EffectiveConfig config = context.config();
        if (hasGroup(config) || context.isInner()) {
            return;
        }
        boolean commits = config.isSupplied(AUTO_COMMIT) && config.isTrue(AUTO_COMMIT);
        boolean refused = commits || config.isSupplied(GROUP);
        context.report(
                "G01",
                refused || context.goal().forbidsLoss() ? Severity.ERROR : Severity.WARNING,
                GROUP,
                commits
                        ? "enable.auto.commit=true without a group makes the consumer refuse to start"
                        : "without a group, subscribe() and commits throw; only assign() works",
                "Set group.id");
    }

    private static void commits(AuditContext context) {
        EffectiveConfig config = context.config();
        if (commitsByItself(config) && !context.isInner()) {
            context.report(
                    "G02",
                    context.goal().forbidsLoss() ? Severity.ERROR : Severity.INFO,
                    AUTO_COMMIT,
                    "offsets are committed by the clock, so records that were polled and not processed yet are skipped"
                            + " after a crash",
                    "Set it to false and commit after processing");
        }
        if (context.goal().forbidsLoss() && config.text(RESET).equalsIgnoreCase("latest")) {
            context.report(
                    "G03",
                    Severity.WARNING,
                    RESET,
                    "where there is no commit, or it has expired, everything that was written before is skipped",
                    "Use earliest, or none and decide yourself");
        }
        if (context.goal() == ClientGoal.EXACTLY_ONCE
                && config.text("isolation.level").equalsIgnoreCase("read_uncommitted")) {
            context.report(
                    "G04",
                    Severity.WARNING,
                    "isolation.level",
                    "it reads records of transactions that are aborted later",
                    "Use read_committed");
        }
    }

    private static void protocol(AuditContext context) {
        EffectiveConfig config = context.config();
        if (!isClassic(config)) {
            for (String key : List.of(SESSION, HEARTBEAT, ASSIGNORS)) {
                if (config.isSupplied(key)) {
                    context.report(
                            "G05",
                            Severity.ERROR,
                            key,
                            "with group.protocol=consumer the brokers decide it, and the consumer refuses to start",
                            "Take it out; set group.consumer.* on the brokers or on the group");
                }
            }
            return;
        }
        List<String> assignors = config.list(ASSIGNORS);
        if (!assignors.isEmpty()
                && assignors.stream().allMatch(name -> EAGER.stream().anyMatch(name::endsWith))) {
            context.report(
                    "G10",
                    Severity.INFO,
                    ASSIGNORS,
                    "at each rebalance every member gives up all its partitions, and the group stands still",
                    "Go to CooperativeStickyAssignor in two rolls, or to group.protocol=consumer");
        }
    }

    private static void liveness(AuditContext context) {
        EffectiveConfig config = context.config();
        long session = config.number(SESSION);
        long heartbeat = config.number(HEARTBEAT);
        if (isClassic(config)) {
            if (heartbeat >= session) {
                context.report(
                        "G06",
                        Severity.ERROR,
                        HEARTBEAT,
                        "it is not less than session.timeout.ms=" + session + ", and the consumer refuses to start",
                        "Use a third of session.timeout.ms or less");
            } else if (heartbeat > session / 3) {
                context.report(
                        "G06",
                        Severity.WARNING,
                        HEARTBEAT,
                        "two lost heartbeats within session.timeout.ms=" + session + " are enough for a rebalance",
                        "Use a third of session.timeout.ms or less");
            }
            if (session < 10_000 || session > 300_000) {
                context.report(
                        "G06",
                        Severity.WARNING,
                        SESSION,
                        session < 10_000
                                ? "a pause of the garbage collector or a restarting coordinator costs a rebalance"
                                : "the partitions of a dead member stand still for that long",
                        "Use 45000");
            }
            if (config.number(POLL_INTERVAL) < session) {
                context.report(
                        "G07",
                        Severity.WARNING,
                        POLL_INTERVAL,
                        "a member is thrown out for slow processing sooner than for being dead (session.timeout.ms="
                                + session + ")",
                        "Raise it above session.timeout.ms");
            }
        }
        Optional<Duration> perRecord = context.audit().recordTime();
        long records = config.number(POLL_RECORDS);
        if (perRecord.isPresent() && perRecord.get().toNanos() / 1e6 * records > config.number(POLL_INTERVAL)) {
            context.report(
                    "G07",
                    Severity.WARNING,
                    POLL_RECORDS,
                    "at " + perRecord.get().toMillis()
                            + " ms a record, one poll takes longer than max.poll.interval.ms="
                            + config.number(POLL_INTERVAL) + ", and the member is thrown out",
                    "Lower max.poll.records or raise max.poll.interval.ms");
        }
    }

    private static void fetching(AuditContext context) {
        EffectiveConfig config = context.config();
        if (config.number(FETCH_WAIT) >= config.number(ProducerRules.REQUEST)) {
            context.report(
                    "G08",
                    Severity.ERROR,
                    FETCH_WAIT,
                    "it is not less than request.timeout.ms=" + config.number(ProducerRules.REQUEST)
                            + ", so every fetch from an idle partition times out",
                    "Use 500");
        }
        if (config.isTrue("allow.auto.create.topics") && !context.isInner()) {
            context.report(
                    "G12",
                    Severity.WARNING,
                    "allow.auto.create.topics",
                    "where brokers create topics by themselves, a name that is spelt wrong becomes a topic, often with one replica",
                    "Set it to false");
        }
    }
}
