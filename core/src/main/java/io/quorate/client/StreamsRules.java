// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.List;

/** Rules for Kafka Streams: S01, S02, and those of the clients inside. */
final class StreamsRules {
    static final String REPLICATION = "replication.factor";
    static final String STANDBY = "num.standby.replicas";
    private static final String STATE = "state.dir";
    private static final String GUARANTEE = "processing.guarantee";
    private static final List<String> NUMBERS =
            List.of(REPLICATION, STANDBY, "num.stream.threads", "commit.interval.ms", "max.warmup.replicas");

    private StreamsRules() {}

    static void check(AuditContext context) {
        EffectiveConfig config = context.config();
        if (config.text("application.id").isBlank()) {
            context.report(
                    "S02",
                    Severity.ERROR,
                    "application.id",
                    "Streams refuses to start without it",
                    "Name the application");
        }
        for (String key : NUMBERS) {
            if (config.isSupplied(key) && !config.text(key).strip().matches("-?[0-9]{1,18}")) {
                context.report(
                        "S02", Severity.ERROR, key, "it is no number, and Streams refuses to start", "Set a number");
            }
        }
        replication(context);
        if (config.number(STANDBY) == 0) {
            context.report(
                    "S01",
                    Severity.WARNING,
                    STANDBY,
                    seen(config, STANDBY, "0")
                            + "when an instance dies, its state is read from the changelog before anything is processed",
                    "Use 1");
        }
        String directory = config.text(STATE);
        if (directory.isEmpty() || directory.startsWith("/tmp") || directory.startsWith("/var/tmp")) {
            context.report(
                    "S01",
                    Severity.WARNING,
                    STATE,
                    seen(config, STATE, "/tmp/kafka-streams")
                            + "a restart of the machine may empty it, and all state is read from the changelog again",
                    "Use a directory on a disk that stays");
        }
        guarantee(context);
        inner(context);
    }

    private static String seen(EffectiveConfig config, String key, String byDefault) {
        return config.isSupplied(key) ? "" : "by default it is " + byDefault + ": ";
    }

    private static void replication(AuditContext context) {
        EffectiveConfig config = context.config();
        long replication = config.isSupplied(REPLICATION) ? config.number(REPLICATION) : -1;
        if (replication == -1) {
            if (context.audit().cluster().isEmpty()) {
                context.report(
                        "S01",
                        Severity.WARNING,
                        REPLICATION,
                        "changelogs and repartition topics get default.replication.factor of the brokers, which is 1"
                                + " unless somebody has set it",
                        "Set replication.factor=3");
            }
        } else if (replication < 3) {
            context.report(
                    "S01",
                    context.goal().forbidsLoss() ? Severity.ERROR : Severity.WARNING,
                    REPLICATION,
                    "state is lost or stands still with a broker",
                    "Set it to 3");
        }
    }

    private static void guarantee(AuditContext context) {
        EffectiveConfig config = context.config();
        String guarantee = config.text(GUARANTEE);
        if (guarantee.equals("exactly_once") || guarantee.equals("exactly_once_beta")) {
            context.report(
                    "S01",
                    Severity.ERROR,
                    GUARANTEE,
                    "Streams 4.0 and later do not know it and refuse to start",
                    "Use exactly_once_v2");
        } else if (context.goal() == ClientGoal.EXACTLY_ONCE && !guarantee.equals("exactly_once_v2")) {
            context.report(
                    "S01",
                    Severity.ERROR,
                    GUARANTEE,
                    "after a crash, records are processed twice",
                    "Use exactly_once_v2");
        }
    }

    private static void inner(AuditContext context) {
        AuditContext producer = context.inner(StreamsClients.producer(context.config()), "producer.");
        ProducerRules.check(producer);
        CommonRules.check(producer);
        Refusals.check(producer);
        AuditContext consumer = context.inner(StreamsClients.consumer(context.config()), "consumer.");
        ConsumerRules.check(consumer);
        CommonRules.check(consumer);
        Refusals.check(consumer);
    }
}
