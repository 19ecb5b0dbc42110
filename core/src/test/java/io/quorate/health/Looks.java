// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObservationException;
import io.quorate.observe.ClusterObserver;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;

/** Looks at a cluster again and again and judges it each time, as a monitor does, with short deadlines. */
final class Looks implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration CALL = Duration.ofSeconds(3);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    /** As many looks in a row must agree before it counts as settled: brokers hear of a change one after the other. */
    private static final int IN_A_ROW = 4;

    private static final int ENOUGH = 12;

    private final HealthCheck check = HealthCheck.with(HealthPolicy.builder()
            .expectedBrokers(Set.of(1, 2, 3))
            // The disk of the machine that the test runs on is not its subject.
            .usable(0, 0)
            .build());

    private final Admin admin;
    private final ClusterObserver observer;
    private Optional<ClusterHealth> last = Optional.empty();

    Looks(TestCluster cluster) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("metadata.max.age.ms", "500");
        config.put("request.timeout.ms", (int) CALL.toMillis());
        config.put("default.api.timeout.ms", (int) CALL.toMillis());
        admin = Admin.create(config);
        observer = ClusterObserver.builder(admin).callTimeout(CALL).build();
    }

    /** What one look saw and what was made of it. */
    record Look(Optional<ClusterState> state, ClusterHealth health) {
        boolean isGreen() {
            return health.status() == HealthStatus.HEALTHY && !health.isStale();
        }
    }

    Admin admin() {
        return admin;
    }

    Look now() {
        try {
            ClusterState state = observer.observe();
            ClusterHealth health =
                    last.map(before -> check.check(state, before)).orElseGet(() -> check.check(state));
            last = Optional.of(health);
            return new Look(Optional.of(state), health);
        } catch (ClusterObservationException e) {
            ClusterHealth health = last.map(
                            before -> before.lost(e.gap(), Time.system().now()))
                    .orElseGet(() ->
                            ClusterHealth.unreachable(e.gap(), Time.system().now()));
            last = Optional.of(health);
            return new Look(Optional.empty(), health);
        }
    }

    /** Looks until it is so; fails with what was seen last. */
    Look until(String what, Predicate<Look> wanted) {
        long deadline = Time.system().nanos() + LONG_ENOUGH.toNanos();
        while (true) {
            Look look = now();
            if (wanted.test(look)) {
                return look;
            }
            if (Time.system().nanos() - deadline >= 0) {
                throw new AssertionError("Not seen within " + LONG_ENOUGH + ": " + what + ". Last seen: "
                        + look.health().describe());
            }
            pause();
        }
    }

    /** Looks until the cluster has been green for some looks; returns when the first of them began. */
    long untilGreen() {
        return untilInARow("green", Look::isGreen);
    }

    /** Looks until the cluster has not been green for some looks. */
    void untilNeverGreen() {
        untilInARow("not green", look -> !look.isGreen());
    }

    private long untilInARow(String what, Predicate<Look> wanted) {
        List<Long> seen = new ArrayList<>();
        until(what + " for " + IN_A_ROW + " looks", look -> {
            if (wanted.test(look)) {
                seen.add(Time.system().nanos());
            } else {
                seen.clear();
            }
            return seen.size() == IN_A_ROW;
        });
        return seen.get(0);
    }

    /**
     * Looks on until it settles, and returns every look on the way. A broker that is cut off answers us and tells what it
     * heard last, so that looks may differ for as long as it is: then some of them are enough.
     */
    List<Look> settled() {
        List<Look> seen = new ArrayList<>();
        until("the same findings for some looks", look -> {
            seen.add(look);
            return seen.size() == ENOUGH || isSettled(seen);
        });
        return seen;
    }

    private static boolean isSettled(List<Look> seen) {
        return seen.size() >= IN_A_ROW
                && seen.subList(seen.size() - IN_A_ROW, seen.size()).stream()
                                .map(look -> look.health().findingIds())
                                .distinct()
                                .count()
                        == 1;
    }

    private static void pause() {
        try {
            Time.system().sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
