// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static io.quorate.reassignment.throttle.SimulatedConfigs.broker;
import static io.quorate.reassignment.throttle.SimulatedConfigs.topic;
import static io.quorate.reassignment.throttle.ThrottleGateway.FOLLOWER_RATE;
import static io.quorate.reassignment.throttle.ThrottleGateway.FOLLOWER_REPLICAS;
import static io.quorate.reassignment.throttle.ThrottleGateway.LEADER_RATE;
import static io.quorate.reassignment.throttle.ThrottleGateway.LEADER_REPLICAS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterConditions;
import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.journal.JournalException;
import io.quorate.reassignment.journal.JournalOwnershipException;
import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.MemoryJournal;
import io.quorate.reassignment.journal.ReassignmentJournal;
import io.quorate.reassignment.journal.TopicJournal;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The throttle configs of the brokers are the same for all tests, so each gives back what it takes. */
class ThrottleLeaseIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().nodes(3));

    private static final Set<Integer> ALL = Set.of(1, 2, 3);
    private static final ConfigResource EVERY_BROKER = new ConfigResource(ConfigResource.Type.BROKER, "");

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void givesBackForeignThrottlesAndLeavesTheDefaultOfTheClusterAlone() throws Exception {
        create("foreign", List.of(1, 2));
        Map<ConfigResource, Map<String, String>> before = Map.of(
                EVERY_BROKER,
                Map.of(LEADER_RATE, "30000000"),
                broker(1),
                Map.of(LEADER_RATE, "2000000"),
                broker(2),
                Map.of(),
                broker(3),
                Map.of(),
                topic("foreign"),
                Map.of(LEADER_REPLICAS, "7:1,8:2"));
        set(before);
        awaitConfigs(before);
        List<InFlightMove> moves = List.of(InFlightMove.of(move("foreign", List.of(1, 2), List.of(2, 3))));
        try (JournalSession session = journal.open("c", "p")) {
            ThrottleLease lease = ThrottleLease.builder(gateway(), session, DataRate.ofMegabytesPerSecond(50))
                    .build();

            assertThat(lease.renew(moves, ALL).isComplete()).isTrue();

            awaitConfigs(Map.of(
                    EVERY_BROKER,
                    Map.of(LEADER_RATE, "30000000"),
                    broker(1),
                    Map.of(LEADER_RATE, "50000000", FOLLOWER_RATE, "50000000"),
                    broker(3),
                    Map.of(LEADER_RATE, "50000000", FOLLOWER_RATE, "50000000"),
                    topic("foreign"),
                    Map.of(LEADER_REPLICAS, "7:1,8:2,0:1,0:2", FOLLOWER_REPLICAS, "0:3")));
            lease.renew(moves, ALL);
            set(Map.of(topic("foreign"), Map.of(LEADER_REPLICAS, "7:1,8:2")));
            awaitEvent(lease, moves, ThrottleEvent.Reasserted.class);
            awaitConfigs(
                    Map.of(topic("foreign"), Map.of(LEADER_REPLICAS, "7:1,8:2,0:1,0:2", FOLLOWER_REPLICAS, "0:3")));

            assertThat(lease.release(ALL).isComplete()).isTrue();

            awaitConfigs(before);
        } finally {
            clear(before.keySet());
        }
    }

    @Test
    void throttlesForRealAndFasterWhenItIsTold() throws Exception {
        create("slow", List.of(1));
        fill("slow", 4_000_000);
        PartitionMove move = move("slow", List.of(1), List.of(2));
        DataRate crawl = DataRate.ofBytesPerSecond(20_000);
        try (JournalSession session = journal.open("c", "p")) {
            ThrottleLease lease = ThrottleLease.builder(gateway(), session, crawl)
                    .lowestRate(crawl)
                    .build();
            assertThat(lease.renew(List.of(InFlightMove.of(move)), ALL).isComplete())
                    .isTrue();
            awaitConfigs(Map.of(
                    broker(2),
                    Map.of(LEADER_RATE, "20000", FOLLOWER_RATE, "20000"),
                    topic("slow"),
                    Map.of(LEADER_REPLICAS, "0:1", FOLLOWER_REPLICAS, "0:2")));
            admin().alterPartitionReassignments(
                            Map.of(move.partition(), Optional.of(new NewPartitionReassignment(move.to()))))
                    .all()
                    .get();

            ThrottleReport meanwhile = ThrottleJanitor.using(admin()).observe();

            assertThat(reassigned("slow")).as("200 s at that rate").isFalse();
            assertThat(meanwhile.describe()).isEqualTo("No throttle was left behind.");

            assertThat(lease.changeRate(DataRate.ofMegabytesPerSecond(500)).isComplete())
                    .isTrue();
            watch(ClusterConditions.noReassignment()
                    .and(state -> reassigned("slow") ? List.of() : List.of("slow is not seen on broker 2")));
            assertThat(lease.renew(List.of(), ALL).isComplete()).isTrue();
            assertThat(lease.release(ALL).isComplete()).isTrue();
            awaitConfigs(
                    Map.of(broker(1), Map.of(), broker(2), Map.of(), broker(3), Map.of(), topic("slow"), Map.of()));
        }
    }

    @Test
    void goesOnWithoutADeadBrokerAndWritesItsJournalMeanwhile() throws Exception {
        create("dead", List.of(1, 2, 3));
        TopicJournal topicJournal =
                TopicJournal.builder(KAFKA.cluster().clientConfig()).build();
        String name = "__quorate_reassignment";
        List<InFlightMove> moves = List.of(new InFlightMove(new TopicPartition("dead", 0), Set.of(2), Set.of(1, 3)));
        try (JournalSession first = topicJournal.open("c", "first")) {
            first.append(new JournalRecord.ThrottleRate(1));
            ClusterState seen = Everywhere.await(admin(), ClusterConditions.topicsExist(Set.of(name)));
            assertThat(seen.topic(name).orElseThrow().replicationFactor(0)).isEqualTo(3);
            assertThat(seen.minInSyncReplicas(name)).hasValue(2);
        }
        int dead = partition(name).leader();
        try (JournalSession session = topicJournal.open("c", "p")) {
            KAFKA.cluster().kill(dead);
            ThrottleLease lease = ThrottleLease.builder(
                            ThrottleGateway.using(admin(), Duration.ofSeconds(3)),
                            session,
                            DataRate.ofMegabytesPerSecond(50))
                    .build();

            // Whoever lives answers within three seconds, on a busy machine not each time.
            watch(state -> {
                Set<ConfigResource> missing = lease.renew(moves, ALL).missing().keySet();
                return missing.equals(Set.of(broker(dead))) ? List.of() : List.of("missing are " + missing);
            });
            assertThat(session.planId()).isEqualTo("p");

            KAFKA.cluster().start(dead);
            Everywhere.await(admin(), ClusterConditions.brokersOnline(ALL));
            awaitComplete(lease, moves);
            awaitConfigs(Map.of(broker(dead), Map.of(LEADER_RATE, "50000000", FOLLOWER_RATE, "50000000")));
        }
        assertThat(topicJournal.unfinished("c")).containsExactly("p");

        Map<String, ThrottleStatus> restored = ThrottleJanitor.using(admin()).restore(new Renamed(topicJournal, "c"));

        assertThat(restored).containsOnlyKeys("p");
        assertThat(restored.values()).allMatch(ThrottleStatus::isComplete);
        awaitConfigs(Map.of(broker(1), Map.of(), broker(2), Map.of(), broker(3), Map.of(), topic("dead"), Map.of()));
        assertThat(topicJournal.unfinished("c")).isEmpty();
    }

    @Test
    void fencesTheEarlierOwnerAndReadsWhatItWrote() {
        TopicJournal topicJournal = TopicJournal.builder(KAFKA.cluster().clientConfig())
                .topic("a-journal")
                .build();
        JournalRecord one = new JournalRecord.PhaseEntered("one", Instant.EPOCH);
        JournalRecord two = new JournalRecord.PhaseEntered("two", Instant.EPOCH);
        try (JournalSession earlier = topicJournal.open("c", "p")) {
            earlier.append(List.of(one, one));
            try (JournalSession later = topicJournal.open("c", "p");
                    JournalSession elsewhere = topicJournal.open("other", "p")) {
                assertThat(records(later)).containsExactly(one, one);
                assertThat(records(elsewhere)).isEmpty();

                assertThatThrownBy(() -> earlier.append(two))
                        .isInstanceOf(JournalOwnershipException.class)
                        .hasMessageContaining("another process");
                assertThatThrownBy(() -> earlier.append(two)).isInstanceOf(JournalOwnershipException.class);

                later.append(two);
                elsewhere.append(one);
                assertThat(records(later)).containsExactly(one, one, two);
            }
        }
    }

    @Test
    void refusesAJournalTopicThatForgets() throws Exception {
        create("forgets", List.of(1));
        TopicJournal topicJournal = TopicJournal.builder(KAFKA.cluster().clientConfig())
                .topic("forgets")
                .build();

        assertThatThrownBy(() -> topicJournal.open("c", "p"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cleanup.policy is delete");
    }

    @Test
    void findsAndRemovesWhatAnotherToolLeftBehind() throws Exception {
        create("left", List.of(1, 2));
        Map<ConfigResource, Map<String, String>> left = Map.of(
                topic("left"), Map.of(LEADER_REPLICAS, "0:1", FOLLOWER_REPLICAS, "0:2"),
                broker(1), Map.of(LEADER_RATE, "1000000", FOLLOWER_RATE, "1000000"),
                broker(2), Map.of(LEADER_RATE, "1000000", FOLLOWER_RATE, "1000000"));
        set(left);
        awaitConfigs(left);
        ThrottleJanitor janitor = ThrottleJanitor.using(admin());

        ThrottleReport report = janitor.observe();

        assertThat(report.gaps()).isEmpty();
        assertThat(report.left()).hasSize(6);
        assertThat(report.describe()).contains("topic left has leader.replication.throttled.replicas=\"0:1\"");
        set(Map.of(broker(1), Map.of(LEADER_RATE, "9000000", FOLLOWER_RATE, "1000000")));
        awaitConfigs(Map.of(broker(1), Map.of(LEADER_RATE, "9000000", FOLLOWER_RATE, "1000000")));

        ThrottleSweep swept = janitor.sweep(report.left());

        assertThat(swept.removed()).hasSize(5);
        assertThat(swept.kept().keySet())
                .extracting(LeftThrottle::resource, LeftThrottle::key)
                .containsExactly(tuple(broker(1), LEADER_RATE));
        awaitConfigs(Map.of(topic("left"), Map.of(), broker(1), Map.of(LEADER_RATE, "9000000"), broker(2), Map.of()));
        clear(Set.of(broker(1)));
    }

    /** The tests call their cluster "c"; the janitor asks for its real id. */
    private record Renamed(TopicJournal journal, String clusterId) implements ReassignmentJournal {
        @Override
        public JournalSession open(String ignored, String planId) {
            return journal.open(clusterId, planId);
        }

        @Override
        public List<String> unfinished(String ignored) {
            return journal.unfinished(clusterId);
        }
    }

    private static Admin admin() {
        return KAFKA.cluster().admin();
    }

    private static ThrottleGateway gateway() {
        return ThrottleGateway.using(admin(), Duration.ofSeconds(30));
    }

    private static ClusterState watch(ClusterCondition condition) {
        return Everywhere.awaitOnce(admin(), condition);
    }

    private static void create(String topic, List<Integer> replicas) throws Exception {
        Everywhere.create(admin(), new NewTopic(topic, Map.of(0, replicas)));
    }

    private static void fill(String topic, int bytes) {
        Map<String, Object> config = new HashMap<>(KAFKA.cluster().clientConfig());
        config.put("acks", "all");
        byte[] block = new byte[10_000];
        new SplittableRandom(1).nextBytes(block);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int sent = 0; sent < bytes; sent += block.length) {
                var unused = producer.send(new ProducerRecord<>(topic, 0, null, block));
            }
        }
    }

    private static Partition partition(String topic) {
        return watch(ClusterConditions.topicsExist(Set.of(topic)))
                .topic(topic)
                .orElseThrow()
                .partition(0);
    }

    @Test
    void brokersAddToListsAndTakeFromThemAsWeSayTheyDo() throws Exception {
        String topic = "lists";
        create(topic, List.of(1));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Optional<String> expected = Optional.empty();
        for (ConfigChange change : List.of(
                ConfigChange.append(List.of("0:1")),
                ConfigChange.append(List.of("0:1", "0:2", "0:3")),
                ConfigChange.subtract(List.of("0:1", "0:9")),
                ConfigChange.subtract(List.of("0:2", "0:3")),
                ConfigChange.append(List.of("0:4")),
                ConfigChange.delete())) {
            assertThat(gateway().alter(Map.of(resource, Map.of(LEADER_REPLICAS, change))))
                    .isEmpty();
            expected = change.appliedTo(expected);
            Map<String, String> values =
                    expected.map(value -> Map.of(LEADER_REPLICAS, value)).orElse(Map.of());
            awaitConfigs(Map.of(resource, values));
        }
        assertThat(gateway().alter(Map.of(resource, Map.of(LEADER_REPLICAS, ConfigChange.set("*")))))
                .isEmpty();
        assertThat(gateway().alter(Map.of(resource, Map.of(LEADER_REPLICAS, ConfigChange.append(List.of("0:1"))))))
                .as("a list that is * takes no entries")
                .containsKey(resource);
    }

    private static boolean reassigned(String topic) {
        return partition(topic).replicas().equals(List.of(2));
    }

    private static PartitionMove move(String topic, List<Integer> from, List<Integer> to) {
        return new PartitionMove(new TopicPartition(topic, 0), from, to);
    }

    /** Sets these keys. */
    private static void set(Map<ConfigResource, Map<String, String>> values) {
        Map<ConfigResource, Map<String, ConfigChange>> changes = new HashMap<>();
        values.forEach((resource, configs) -> configs.forEach((key, value) ->
                changes.computeIfAbsent(resource, any -> new HashMap<>()).put(key, ConfigChange.set(value))));
        assertThat(gateway().alter(changes)).isEmpty();
    }

    private static void clear(Set<ConfigResource> resources) {
        Map<ConfigResource, Map<String, ConfigChange>> changes = new HashMap<>();
        for (ConfigResource resource : resources) {
            List<String> keys = resource.type() == ConfigResource.Type.TOPIC
                    ? List.of(LEADER_REPLICAS, FOLLOWER_REPLICAS)
                    : List.of(LEADER_RATE, FOLLOWER_RATE);
            Map<String, ConfigChange> deletes = new HashMap<>();
            keys.forEach(key -> deletes.put(key, ConfigChange.delete()));
            changes.put(resource, deletes);
        }
        assertThat(gateway().alter(changes)).isEmpty();
    }

    /** Brokers hear of a change one after the other, and any may be the one that tells of a topic: many readings in a row. */
    private static void awaitConfigs(Map<ConfigResource, Map<String, String>> expected) {
        watch(state -> {
            List<String> missing = new ArrayList<>();
            for (int readings = 0; readings < 10 && missing.isEmpty(); readings++) {
                ThrottleGateway.Reading reading = gateway().read(expected.keySet());
                reading.failed().forEach((resource, error) -> missing.add(resource + ": " + error));
                expected.forEach((resource, configs) -> {
                    Map<String, String> found = reading.found().getOrDefault(resource, Map.of());
                    if (!found.equals(configs)) {
                        missing.add(resource + " has " + found + " and not " + configs);
                    }
                });
            }
            return missing;
        });
    }

    private static void awaitComplete(ThrottleLease lease, List<InFlightMove> moves) {
        watch(state -> lease.renew(moves, ALL).missing().values().stream().toList());
    }

    private static void awaitEvent(ThrottleLease lease, List<InFlightMove> moves, Class<? extends ThrottleEvent> type) {
        watch(state -> lease.renew(moves, ALL).events().stream().anyMatch(type::isInstance)
                ? List.of()
                : List.of("no " + type.getSimpleName()));
    }

    private static List<JournalRecord> records(JournalSession session) {
        List<JournalRecord> records = new ArrayList<>();
        session.replay(records::add);
        return records;
    }
}
