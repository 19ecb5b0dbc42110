// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A cluster whose nodes take some time to begin, to undo and to recover from a fault; it checks that no limit is broken. */
final class SimulatedCluster implements ScheduleRunner.Disturbed, Time {
    private final Random random;
    private final int disturbedAtMost;
    private final Set<Integer> open = new HashSet<>();
    private final Map<Integer, Long> recoveredAt = new HashMap<>();
    private int faultsUntilHopeless = Integer.MAX_VALUE;
    private long now;

    SimulatedCluster(long seed, int disturbedAtMost) {
        this.random = new Random(seed);
        this.disturbedAtMost = disturbedAtMost;
    }

    SimulatedCluster neverRecoveringAfter(int faults) {
        faultsUntilHopeless = faults;
        return this;
    }

    boolean isWhole() {
        return open.isEmpty() && missing(Set.of()).isEmpty();
    }

    int openFaults() {
        return open.size();
    }

    private void pass(int atMostMillis) {
        now += Duration.ofMillis(random.nextInt(atMostMillis)).toNanos();
    }

    @Override
    public Fault begin(FaultStep step) {
        assertThat(missing(open)).isEmpty();
        assertThat(open.add(step.nodeId())).isTrue();
        assertThat(open).hasSizeLessThanOrEqualTo(disturbedAtMost);
        pass(1_500);
        return new OpenFault(step.nodeId(), step.describe(), () -> undo(step.nodeId()), fault -> {});
    }

    private void undo(int nodeId) {
        assertThat(open.remove(nodeId)).isTrue();
        pass(5_000);
        boolean hopeless = --faultsUntilHopeless <= 0;
        recoveredAt.put(
                nodeId,
                hopeless
                        ? Long.MAX_VALUE
                        : now + Duration.ofMillis(random.nextInt(8_000)).toNanos());
    }

    @Override
    public List<String> missing(Set<Integer> openNodes) {
        return recoveredAt.entrySet().stream()
                .filter(node -> node.getValue() > now && !openNodes.contains(node.getKey()))
                .map(node -> "node " + node.getKey())
                .toList();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        now += duration.toNanos();
    }
}
