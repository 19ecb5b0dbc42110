// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static io.quorate.reassignment.throttle.SimulatedConfigs.broker;
import static io.quorate.reassignment.throttle.SimulatedConfigs.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.journal.JournalException;
import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.MemoryJournal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Whatever happens between the first change and the last, the cluster ends with what the others have made of it. Others
 * list partitions of brokers from 100 on and set odd rates, so that it is known what is whose.
 */
class ThrottleLeaseProperties {
    private static final Set<Integer> ALL = IntStream.range(1, 7).boxed().collect(Collectors.toSet());
    private static final List<String> TOPICS = List.of("t", "u");
    private static final List<String> LISTS =
            List.of(ThrottleGateway.LEADER_REPLICAS, ThrottleGateway.FOLLOWER_REPLICAS);

    @Property(tries = 400)
    void leavesNothingButWhatOthersWant(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int steps) {
        Scenario scenario = new Scenario(seed);
        for (int step = 0; step < steps; step++) {
            scenario.step();
        }
        scenario.end();
    }

    /** The process ends in the n-th write to the journal or the n-th change of configs, before or after it took effect. */
    @Property(tries = 400)
    void restoresThePreImageAfterACrashAtAnyMoment(
            @ForAll long seed, @ForAll @IntRange(max = 25) int crashAt, @ForAll boolean tookEffect) {
        Scenario scenario = new Scenario(seed);
        scenario.crash = new Crash(crashAt, tookEffect);
        try {
            for (int step = 0; step < 12; step++) {
                scenario.ours();
            }
            scenario.lease.release(ALL);
        } catch (Killed e) {
            // The next process knows the journal and the cluster, and nothing else.
            assertThat(scenario.crash.done).isTrue();
        }
        scenario.crash = new Crash(-1, false);
        scenario.restart();
        scenario.end();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Crash {
        private final boolean tookEffect;
        private int left;
        private boolean done;

        Crash(int at, boolean tookEffect) {
            this.left = at;
            this.tookEffect = tookEffect;
        }

        void around(Runnable effect) {
            if (left-- != 0) {
                effect.run();
                return;
            }
            done = true;
            if (tookEffect) {
                effect.run();
            }
            throw new Killed();
        }
    }

    private static final class Scenario {
        private final SplittableRandom random;
        private final SimulatedConfigs configs = new SimulatedConfigs();
        private final MemoryJournal journal = new MemoryJournal();
        private final Map<ConfigResource, Map<String, Set<String>>> theirs = new HashMap<>();
        private final Map<ConfigResource, Map<String, String>> theirRates = new HashMap<>();
        private JournalSession session = journal.open("c", "p");
        private Crash crash = new Crash(-1, false);
        private ThrottleLease lease;

        Scenario(long seed) {
            random = new SplittableRandom(seed);
            for (String topic : TOPICS) {
                for (String key : LISTS) {
                    if (random.nextBoolean()) {
                        add(topic, key);
                    }
                }
            }
            for (int id : ALL) {
                if (random.nextInt(3) == 0) {
                    setRate(id);
                }
            }
            lease = lease();
        }

        private ThrottleLease lease() {
            return ThrottleLease.builder(gateway(), journalling(), DataRate.ofMegabytesPerSecond(50))
                    .build();
        }

        void restart() {
            session.close();
            session = journal.open("c", "p");
            lease = lease();
        }

        void step() {
            switch (random.nextInt(9)) {
                case 0 -> add(pick(TOPICS), pick(LISTS));
                case 1 -> remove(pick(TOPICS), pick(LISTS));
                case 2 -> clear(pick(TOPICS), pick(LISTS));
                case 3 -> setRate(1 + random.nextInt(6));
                case 4 -> deleteRate(1 + random.nextInt(6));
                case 5 -> restart();
                default -> ours();
            }
        }

        void ours() {
            switch (random.nextInt(6)) {
                case 0 -> lease.changeRate(DataRate.ofMegabytesPerSecond(10 + random.nextInt(4)));
                case 1 -> lease.release(online());
                default -> lease.renew(moves(), online());
            }
            assertThat(configs.longest).isLessThanOrEqualTo(ReplicaList.LONGEST);
        }

        private List<InFlightMove> moves() {
            List<InFlightMove> moves = new ArrayList<>();
            int size = random.nextInt(20) == 0 ? 4000 : random.nextInt(5);
            for (int i = 0; i < size; i++) {
                int from = 1 + random.nextInt(6);
                moves.add(new InFlightMove(
                        new TopicPartition(pick(TOPICS), size > 5 ? i : random.nextInt(8)),
                        Set.of(from),
                        Set.of(1 + (from + random.nextInt(5)) % 6)));
            }
            return moves;
        }

        private Set<Integer> online() {
            return ALL.stream().filter(id -> random.nextInt(10) > 0).collect(Collectors.toSet());
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private void add(String topic, String key) {
            edit(topic, key, entries -> entries.add(random.nextInt(8) + ":" + (100 + random.nextInt(5))));
        }

        private void remove(String topic, String key) {
            Set<String> own = theirs(topic, key);
            if (!own.isEmpty()) {
                edit(topic, key, entries -> entries.remove(own.iterator().next()));
            }
        }

        /** They read, add or remove, and write, like a careful tool; a list that says all is left alone. */
        private void edit(String topic, String key, Consumer<Set<String>> change) {
            Set<String> entries = ReplicaList.entries(configs.get(topic(topic), key));
            if (!entries.contains(ReplicaList.ALL)) {
                change.accept(entries);
                Set<String> known = theirs(topic, key);
                known.clear();
                entries.stream()
                        .filter(entry -> Integer.parseInt(entry.substring(entry.indexOf(':') + 1)) >= 100)
                        .forEach(known::add);
                configs.set(topic(topic), key, String.join(",", entries));
            }
        }

        private void clear(String topic, String key) {
            configs.delete(topic(topic), key);
            theirs(topic, key).clear();
        }

        private Set<String> theirs(String topic, String key) {
            return theirs.computeIfAbsent(topic(topic), any -> new HashMap<>())
                    .computeIfAbsent(key, any -> new LinkedHashSet<>());
        }

        private void setRate(int id) {
            String rate = String.valueOf(1_000_001 + random.nextInt(100) * 2);
            configs.set(broker(id), ThrottleGateway.LEADER_RATE, rate);
            theirRates.computeIfAbsent(broker(id), any -> new HashMap<>()).put(ThrottleGateway.LEADER_RATE, rate);
        }

        private void deleteRate(int id) {
            configs.delete(broker(id), ThrottleGateway.LEADER_RATE);
            theirRates.remove(broker(id));
        }

        void end() {
            assertThat(lease.release(ALL).isComplete()).isTrue();
            for (String topic : TOPICS) {
                for (String key : LISTS) {
                    assertThat(ReplicaList.entries(configs.get(topic(topic), key)))
                            .as(topic + " " + key)
                            .isEqualTo(theirs(topic, key));
                }
            }
            for (int id : ALL) {
                assertThat(configs.values.getOrDefault(broker(id), Map.of()))
                        .as("broker " + id)
                        .isEqualTo(theirRates.getOrDefault(broker(id), Map.of()));
            }
            assertThat(journal.unfinished("c")).isEmpty();
        }

        private ThrottleGateway gateway() {
            return new ThrottleGateway() {
                @Override
                public Reading read(Collection<ConfigResource> resources) {
                    return configs.read(resources);
                }

                @Override
                public Map<ConfigResource, KafkaException> alter(
                        Map<ConfigResource, Map<String, ConfigChange>> changes) {
                    Map<ConfigResource, KafkaException> failed = new HashMap<>();
                    crash.around(() -> failed.putAll(configs.alter(changes)));
                    return failed;
                }
            };
        }

        private JournalSession journalling() {
            JournalSession written = session;
            return new JournalSession() {
                @Override
                public String clusterId() {
                    return written.clusterId();
                }

                @Override
                public String planId() {
                    return written.planId();
                }

                @Override
                public void replay(Consumer<JournalRecord> reader) {
                    written.replay(reader);
                }

                @Override
                public void append(List<? extends JournalRecord> records) throws JournalException {
                    for (JournalRecord record : records) {
                        crash.around(() -> written.append(List.of(record)));
                    }
                }

                @Override
                public void close() {
                    written.close();
                }
            };
        }
    }
}
