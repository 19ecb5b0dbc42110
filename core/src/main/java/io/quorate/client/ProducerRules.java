// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.regex.Pattern;

/** Rules for producers: P01 to P09. */
final class ProducerRules {
    static final String ACKS = "acks";
    static final String IDEMPOTENCE = "enable.idempotence";
    static final String DELIVERY = "delivery.timeout.ms";
    static final String REQUEST = "request.timeout.ms";
    static final String TRANSACTIONAL_ID = "transactional.id";
    private static final String RETRIES = "retries";
    private static final String LINGER = "linger.ms";
    private static final String BATCH = "batch.size";
    private static final String BUFFER = "buffer.memory";
    private static final String TRANSACTION = "transaction.timeout.ms";
    private static final Pattern RANDOM =
            Pattern.compile("(?i).*([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-|[0-9a-f]{16,}|[0-9]{10,}|\\$\\{random).*");

    private ProducerRules() {}

    static boolean isIdempotent(EffectiveConfig config) {
        return config.isTrue(IDEMPOTENCE) && isAll(config) && config.number(RETRIES) > 0;
    }

    static boolean isAll(EffectiveConfig config) {
        String acks = config.text(ACKS);
        return acks.equals("-1") || acks.equalsIgnoreCase("all");
    }

    static void check(AuditContext context) {
        acks(context);
        idempotence(context);
        timeouts(context);
        transactions(context);
        throughput(context);
    }

    private static void acks(AuditContext context) {
        EffectiveConfig config = context.config();
        String acks = config.text(ACKS);
        if (acks.equals("0")) {
            context.report(
                    "P01",
                    Severity.ERROR,
                    ACKS,
                    "nobody says whether a record has arrived; every hiccup loses some, and idempotence is off",
                    "Use acks=all");
        } else if (acks.equals("1")) {
            context.report(
                    "P01",
                    context.goal().forbidsLoss() ? Severity.ERROR : Severity.WARNING,
                    ACKS,
                    "what the leader alone had acknowledged is lost with it, and idempotence is off without a word",
                    "Use acks=all");
        }
    }

    private static void idempotence(AuditContext context) {
        EffectiveConfig config = context.config();
        if (!isIdempotent(config)) {
            context.report(
                    "P02",
                    context.goal().forbidsLoss() ? Severity.ERROR : Severity.WARNING,
                    IDEMPOTENCE,
                    "a retry can write a record twice"
                            + (isAll(config) ? "" : " (acks=" + config.text(ACKS) + " turns it off)"),
                    "Set enable.idempotence=true with acks=all and retries above 0");
            long inFlight = config.number("max.in.flight.requests.per.connection");
            if (inFlight > 1 && config.number(RETRIES) > 0) {
                context.report(
                        "P06",
                        Severity.WARNING,
                        "max.in.flight.requests.per.connection",
                        "without idempotence a retry can overtake, so records change their order",
                        "Turn idempotence on, or set it to 1");
            }
        }
        long retries = config.number(RETRIES);
        if (config.isSupplied(RETRIES) && retries < Integer.MAX_VALUE) {
            context.report(
                    "P03",
                    retries == 0 ? Severity.ERROR : Severity.WARNING,
                    RETRIES,
                    retries == 0
                            ? "the first election of a leader fails records that a second try would have written"
                            : "how long it tries depends on how fast it fails; a fail-over can take more tries",
                    "Leave retries alone; delivery.timeout.ms bounds how long it tries");
        }
    }

    private static void timeouts(AuditContext context) {
        EffectiveConfig config = context.config();
        long delivery = config.number(DELIVERY);
        long request = config.number(REQUEST);
        long linger = config.number(LINGER);
        if (config.isSupplied(DELIVERY) && delivery < Math.min(Integer.MAX_VALUE, linger + request)) {
            context.report(
                    "P04",
                    Severity.ERROR,
                    DELIVERY,
                    "it is less than linger.ms + request.timeout.ms = " + (linger + request)
                            + ", and the producer refuses to start",
                    "Raise it, or lower request.timeout.ms");
        } else if (context.goal() != ClientGoal.LOW_LATENCY && delivery < 60_000) {
            context.report(
                    "P04",
                    Severity.WARNING,
                    DELIVERY,
                    "records are given up while a broker restarts or a controller is elected, which may take longer",
                    "Use 60000 or more, 300000 to outlast a rolling restart");
        } else if (delivery < 15_000) {
            context.report(
                    "P04",
                    Severity.WARNING,
                    DELIVERY,
                    "a dead broker is noticed after broker.session.timeout.ms (9000 by default), so its records are given up",
                    "Use 15000 or more");
        }
        if (request > 120_000) {
            context.report(
                    "P05",
                    Severity.WARNING,
                    REQUEST,
                    "a broker that hangs holds up its partitions for that long, and the default of delivery.timeout.ms"
                            + " is stretched to fit",
                    "Use 10000 to 30000");
        }
    }

    private static void transactions(AuditContext context) {
        EffectiveConfig config = context.config();
        String id = config.text(TRANSACTIONAL_ID);
        if (config.isUnreadable(TRANSACTIONAL_ID)
                && config.shown(TRANSACTIONAL_ID).contains("${random")) {
            id = config.shown(TRANSACTIONAL_ID);
        }
        if (id.isEmpty()) {
            if (context.goal() == ClientGoal.EXACTLY_ONCE
                    && !context.isInner()
                    && !config.isUnreadable(TRANSACTIONAL_ID)) {
                context.report(
                        "P07",
                        Severity.ERROR,
                        TRANSACTIONAL_ID,
                        "without it there are no transactions, so nothing is exactly once over several records",
                        "Set it, stable over restarts and different in each instance");
            }
            return;
        }
        if (RANDOM.matcher(id).matches()) {
            context.seen(
                    "P07",
                    Severity.WARNING,
                    TRANSACTIONAL_ID + "=" + id,
                    "it seems to be another one after each restart, so the old instance is not fenced and its open"
                            + " transaction holds readers back until it times out",
                    "Make it from the name of the application and the number of the instance");
        }
        long transaction = config.number(TRANSACTION);
        if (transaction < config.number(DELIVERY) && !context.isInner()) {
            context.report(
                    "P07",
                    Severity.WARNING,
                    TRANSACTION,
                    "it is less than delivery.timeout.ms=" + config.number(DELIVERY)
                            + ", so the coordinator aborts a transaction whose records are still being tried",
                    "Set it to at least delivery.timeout.ms, up to transaction.max.timeout.ms of the brokers");
        }
    }

    private static void throughput(AuditContext context) {
        EffectiveConfig config = context.config();
        if (context.goal() == ClientGoal.HIGH_THROUGHPUT) {
            if (config.number(LINGER) == 0 && config.number(BATCH) <= 16_384) {
                context.report(
                        "P08",
                        Severity.INFO,
                        LINGER,
                        "with batch.size=" + config.number(BATCH) + " every record goes nearly alone",
                        "Use linger.ms=25 and batch.size=131072");
            }
            if (config.text("compression.type").equals("none")) {
                context.report(
                        "P08",
                        Severity.INFO,
                        "compression.type",
                        "network and disks carry every byte, three times",
                        "Use zstd or lz4");
            }
        }
        long buffer = config.number(BUFFER);
        if (config.number(BATCH) > buffer) {
            context.report(
                    "P09",
                    Severity.WARNING,
                    BATCH,
                    "not one batch fits into buffer.memory=" + buffer + ", so send() fails",
                    "Raise buffer.memory to batch.size for each partition that is written");
        }
        if (config.number("max.request.size") > buffer) {
            context.report(
                    "P09",
                    Severity.WARNING,
                    "max.request.size",
                    "a record of that size does not fit into buffer.memory=" + buffer,
                    "Raise buffer.memory");
        }
    }
}
