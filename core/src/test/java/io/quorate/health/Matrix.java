// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import io.quorate.health.Looks.Look;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import io.quorate.testkit.cluster.Timeouts;
import io.quorate.testkit.fault.Faults;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A cluster that faults are done to, one after the other, and what was seen of each. */
final class Matrix implements AutoCloseable {
    static final String ORDERS = "orders";
    static final String PAIR = "pair";
    static final String DOOMED = "doomed";

    private final Layout layout;
    private final TestCluster cluster;
    private final Faults faults;
    private final Looks looks;

    Matrix(Layout layout, TestCluster cluster) {
        this.layout = layout;
        this.cluster = cluster;
        this.faults = Faults.on(cluster);
        this.looks = new Looks(cluster);
        // Four, so that each of the two log dirs of a broker has some.
        Map<Integer, List<Integer>> everywhere =
                Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2), 3, List.of(1, 3, 2));
        Live.get(admin().createTopics(List.of(
                        new NewTopic(ORDERS, everywhere).configs(Live.minIsr(2)),
                        new NewTopic(PAIR, Map.of(0, List.of(2, 3))).configs(Live.minIsr(1)),
                        new NewTopic(DOOMED, Map.of(0, List.of(1, 2, 3))).configs(Live.minIsr(2))))
                .all());
        looks.untilGreen();
    }

    static TestClusterBuilder cluster(Layout layout, Timeouts timeouts) {
        TestClusterBuilder builder = TestCluster.builder().layout(layout).timeouts(timeouts);
        return (layout == Layout.COMBINED
                        ? builder.nodes(3)
                        : builder.brokers(3).controllers(3))
                .logDirs(2)
                .links();
    }

    TestCluster cluster() {
        return cluster;
    }

    Faults faults() {
        return faults;
    }

    Looks looks() {
        return looks;
    }

    Admin admin() {
        return looks.admin();
    }

    /** A broker that is not the active controller. */
    int victim() {
        return leader() == 3 ? 2 : 3;
    }

    int leader() {
        return quorum().leadership().leaderId();
    }

    /** Two of the controllers, the active one among them. */
    int[] majority() {
        int leader = leader();
        int other = quorum().voters().stream()
                .mapToInt(QuorumReplica::nodeId)
                .filter(nodeId -> nodeId != leader)
                .max()
                .orElseThrow();
        return IntStream.of(leader, other).toArray();
    }

    private MetadataQuorum quorum() {
        return looks.until("a quorum with a leader", look -> look.state()
                        .flatMap(state -> state.quorum().value())
                        .filter(found -> found.leadership().leaderId() > 0)
                        .isPresent())
                .state()
                .orElseThrow()
                .quorum()
                .value()
                .orElseThrow();
    }

    Uuid idOf(String topic) {
        return looks.until("topic " + topic, look -> look.state()
                        .flatMap(state -> state.topic(topic))
                        .isPresent())
                .state()
                .flatMap(state -> state.topic(topic))
                .orElseThrow()
                .id();
    }

    /** Does it, waits until the verdict says so, undoes it, waits until the verdict is green again. */
    Row run(MatrixFault fault) {
        looks.untilGreen();
        Time time = Time.system();
        long begun = time.nanos();
        Runnable undo = fault.begin(this);
        Look seen;
        Look settled;
        Duration seenAfter;
        AtomicLong firstDoubt = new AtomicLong(Long.MAX_VALUE);
        long start = begun;
        try {
            seen = looks.until(fault.title(), look -> {
                if (!look.isGreen()) {
                    firstDoubt.accumulateAndGet(time.nanos() - start, Math::min);
                }
                return isTold(fault, look);
            });
            seenAfter = Duration.ofNanos(time.nanos() - begun);
            if (!seen.isGreen()) {
                looks.untilNeverGreen();
            }
            List<Look> after = looks.settled();
            settled = after.get(after.size() - 1);
            if (!seen.isGreen()) {
                assertThat(after)
                        .as("once all have heard of it, never green again: " + fault)
                        .noneMatch(Look::isGreen);
            }
        } finally {
            begun = time.nanos();
            undo.run();
        }
        assertThat(seen.health().isStale()).as(fault + " is stale").isEqualTo(fault.isStale());
        fault.confirm(seen.health());
        Duration greenAfter = Duration.ofNanos(looks.untilGreen() - begun);
        Duration doubtAfter = seen.isGreen() ? seenAfter : Duration.ofNanos(firstDoubt.get());
        return new Row(fault, layout, settled.health(), new Times(doubtAfter, seenAfter, greenAfter));
    }

    private boolean isTold(MatrixFault fault, Look look) {
        return look.health().status() == fault.status(layout)
                && look.health().isStale() == fault.isStale()
                && look.health().findingIds().containsAll(fault.findings(layout));
    }

    @Override
    public void close() {
        looks.close();
        faults.close();
    }

    /** When a look was first not green, when it told the whole verdict, and when all was green again after the end. */
    record Times(Duration doubted, Duration told, Duration greenAgain) {}

    /** What was seen of a fault. */
    record Row(MatrixFault fault, Layout layout, ClusterHealth health, Times times) {
        /** A line of the table in docs/health.md. */
        String markdown() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s%s | %s | %.1f s | %.1f s | %.1f s |",
                    fault.title(),
                    layout.name().toLowerCase(Locale.ROOT),
                    health.status(),
                    health.isStale() ? ", stale" : "",
                    health.findings().isEmpty() ? "none" : "`" + String.join("`, `", health.findingIds()) + "`",
                    times.doubted().toMillis() / 1000.0,
                    times.told().toMillis() / 1000.0,
                    times.greenAgain().toMillis() / 1000.0);
        }
    }
}
