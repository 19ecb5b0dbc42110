// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterState;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A cluster that is rolled while replicas drop out of ISRs and come back, and while brokers die. Before every stop the model
 * itself says what the stop does, by counting, with no code of the gate.
 */
final class RollModel {
    private static final int STEPS = 400;

    private final Random random;
    private final int brokers;
    private final List<List<Integer>> replicas = new ArrayList<>();
    private final List<List<Integer>> isr = new ArrayList<>();
    private final List<Integer> minIsr = new ArrayList<>();

    /** Brokers that died, which nobody meant. They stay in ISRs for a while. */
    private final Set<Integer> dead = new TreeSet<>();

    private final List<String> violations = new ArrayList<>();
    private int largestWave;

    RollModel(long seed, int brokers, int partitions) {
        this.random = new Random(seed);
        this.brokers = brokers;
        for (int i = 0; i < partitions; i++) {
            int factor = 2 + random.nextInt(3);
            List<Integer> all = new ArrayList<>();
            for (int id = 1; id <= brokers; id++) {
                all.add(id);
            }
            Collections.shuffle(all, random);
            List<Integer> chosen = List.copyOf(all.subList(0, Math.min(factor, brokers)));
            replicas.add(chosen);
            isr.add(new ArrayList<>(chosen));
            minIsr.add(1 + random.nextInt(chosen.size() - 1));
        }
    }

    List<String> violations() {
        return violations;
    }

    int largestWave() {
        return largestWave;
    }

    /**
     * Rolls all brokers. {@code seen} is what the gate sees of the truth: a bug can be put there.
     *
     * @return the brokers that had their turn
     */
    Set<Integer> roll(RestartPolicy policy, Parallelism parallelism, UnaryOperator<ClusterState> seen) {
        Set<Integer> ids = new TreeSet<>();
        for (int id = 1; id <= brokers; id++) {
            ids.add(id);
        }
        List<Wave> waves = RestartWaves.of(state(), ids, policy, parallelism).waves().stream()
                .map(wave -> new Wave(
                        NodeRole.BROKER,
                        Wave.Kind.REGULAR,
                        wave.stream().map(RollModel::step).toList()))
                .toList();
        waves.forEach(wave -> judge(wave.nodeIds(), "planned"));
        Roll roll =
                new Roll(Roll.Purpose.RESTART, Optional.empty(), io.quorate.upgrade.lifecycle.ConfigChange.NONE, waves);
        RestartGate gate = new RestartGate(Era.ZOOKEEPER, ids, policy);
        Set<Integer> done = new TreeSet<>();
        for (int step = 0; step < STEPS && done.size() < brokers; step++) {
            if (step < STEPS / 2) {
                flap();
            } else {
                heal();
            }
            NextWave next = NextWave.choose(gate, roll, seen.apply(state()), done);
            next.wave().ifPresent(wave -> {
                judge(wave.nodeIds(), "executed");
                largestWave = Math.max(largestWave, wave.steps().size());
                restart(wave.nodeIds());
                done.addAll(wave.nodeIds());
            });
        }
        return done;
    }

    private static NodeStep step(int id) {
        return new NodeStep(id, NodeRole.BROKER, Optional.empty(), DetectedVersion.unknown(id, "a model"));
    }

    /** Counts what stopping the nodes does to each partition that serves {@code acks=all} now. */
    private void judge(Set<Integer> stopped, String what) {
        for (int i = 0; i < replicas.size(); i++) {
            int before = 0;
            int after = 0;
            boolean touched = false;
            for (int replica : replicas.get(i)) {
                boolean alive = isr.get(i).contains(replica) && !dead.contains(replica);
                before += alive ? 1 : 0;
                after += alive && !stopped.contains(replica) ? 1 : 0;
                touched |= stopped.contains(replica);
            }
            int needed = Math.max(1, minIsr.get(i));
            if (touched && after < needed) {
                violations.add(what + ": partition " + i + " of " + replicas.get(i) + " goes from " + before + " to "
                        + after + " in-sync replicas of " + needed + " by stopping " + stopped + ", dead " + dead);
            }
        }
    }

    private void restart(Set<Integer> nodes) {
        for (int i = 0; i < isr.size(); i++) {
            // The node is back, and is not always in sync yet when the coordinator looks again.
            if (isr.get(i).size() > 1 && random.nextInt(4) == 0) {
                drop(i, nodes);
            }
        }
    }

    private void drop(int partition, Set<Integer> nodes) {
        List<Integer> left = new ArrayList<>(isr.get(partition));
        left.removeAll(nodes);
        if (!left.isEmpty()) {
            isr.set(partition, left);
        }
    }

    private void flap() {
        int partition = random.nextInt(replicas.size());
        switch (random.nextInt(6)) {
            case 0 -> drop(partition, Set.of(1 + random.nextInt(brokers)));
            case 1 -> dead.add(1 + random.nextInt(brokers));
            case 2 -> dead.clear();
            default -> refill(partition);
        }
    }

    private void heal() {
        dead.clear();
        for (int i = 0; i < isr.size(); i++) {
            refill(i);
        }
    }

    private void refill(int partition) {
        List<Integer> full = new ArrayList<>(isr.get(partition));
        for (int replica : replicas.get(partition)) {
            if (!full.contains(replica) && !dead.contains(replica)) {
                full.add(replica);
            }
        }
        isr.set(partition, full);
    }

    private ClusterState state() {
        Sketch sketch = Sketch.ofBrokers(brokers);
        dead.forEach(sketch::fenced);
        for (int i = 0; i < replicas.size(); i++) {
            String topic = "t" + i;
            sketch.topic(topic, minIsr.get(i)).partition(topic, replicas.get(i), isr.get(i));
        }
        return sketch.state();
    }
}
