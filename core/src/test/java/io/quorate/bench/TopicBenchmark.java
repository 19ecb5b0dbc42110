// SPDX-License-Identifier: Apache-2.0
package io.quorate.bench;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.TopicPolicy;
import io.quorate.topic.TopicReport;
import io.quorate.topic.TopicRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Two figures: how long it takes to validate 10,000 topics once they are read, and what reading 2,000 topics of a real
 * cluster costs beside the same raw {@code Admin} calls, in turn.
 */
public final class TopicBenchmark {
    private static final int DECIDED = 10_000;
    private static final int READ = 2_000;
    private static final int CHUNK = 200;
    private static final int ROUNDS = 30;
    private static final Set<String> KEYS = Set.of("retention.ms", "segment.ms", "compression.type");

    private TopicBenchmark() {}

    /**
     * Runs both.
     *
     * @param args none
     * @throws Exception if something fails
     */
    public static void main(String[] args) throws Exception {
        validate();
        read();
    }

    private static void validate() throws Exception {
        ClusterState state = state();
        TopicPolicies.Builder policies = TopicPolicies.builder().rules(TopicRules.highlyAvailable());
        for (int topic = 0; topic < DECIDED; topic++) {
            policies.topic(TopicPolicy.named("topic-" + topic)
                    .partitions(topic % 10 == 0 ? 12 : 10)
                    .replicationFactor(3)
                    .minInSyncReplicas(2)
                    .config("retention.ms", "604800000")
                    .config("segment.ms", topic % 20 == 0 ? "1000" : "3600000")
                    .build());
        }
        TopicPolicies declared = policies.build();
        TopicReport report = declared.validate(state);
        long[] micros = measure(() -> declared.validate(state));
        System.out.printf(
                "validate %d topics of 10 partitions, %d drifts: first quarter of %d rounds median %.1f ms, last quarter"
                        + " median %.1f ms, longest %.1f ms%n",
                DECIDED,
                report.drifts().size(),
                ROUNDS,
                median(Arrays.copyOf(micros, ROUNDS / 4)) / 1000.0,
                median(Arrays.copyOfRange(micros, ROUNDS - ROUNDS / 4, ROUNDS)) / 1000.0,
                Arrays.stream(micros).max().orElse(0) / 1000.0);
    }

    private static void read() throws Exception {
        try (TestCluster cluster = TestCluster.builder().nodes(1).start();
                Admin admin = Admin.create(cluster.clientConfig())) {
            List<String> names =
                    IntStream.range(0, READ).mapToObj(i -> "topic-" + i).toList();
            for (int from = 0; from < READ; from += CHUNK) {
                admin.createTopics(names.subList(from, from + CHUNK).stream()
                                .map(name -> new NewTopic(name, 1, (short) 1))
                                .toList())
                        .all()
                        .get();
            }
            ClusterObserver observer = ClusterObserver.builder(admin)
                    .sections(EnumSet.of(Section.TOPICS, Section.TOPIC_CONFIGS))
                    .topicsByName(Set.copyOf(names))
                    .topicConfigKeys(KEYS)
                    .build();
            for (int round = 0; round < ROUNDS / 3; round++) {
                raw(admin);
                observer.observe();
            }
            List<Double> ratios = new ArrayList<>();
            long[] ours = new long[ROUNDS];
            long[] theirs = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                theirs[round] = micros(() -> raw(admin));
                ours[round] = micros(observer::observe);
                ratios.add((double) ours[round] / theirs[round]);
            }
            ratios.sort(null);
            System.out.printf(
                    "read %d topics with configs: ours median %.1f ms, raw Admin calls median %.1f ms, ratio median %.2f"
                            + " (%.2f to %.2f) of %d rounds in turn%n",
                    READ,
                    median(ours) / 1000.0,
                    median(theirs) / 1000.0,
                    ratios.get(ROUNDS / 2),
                    ratios.get(0),
                    ratios.get(ROUNDS - 1),
                    ROUNDS);
        }
    }

    /** The same questions in the same chunks: who is there, which topics, what are they like. */
    private static int raw(Admin admin) throws Exception {
        admin.describeCluster().nodes().get();
        List<String> names = new ArrayList<>(admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get());
        List<KafkaFuture<?>> answers = new ArrayList<>();
        for (int from = 0; from < names.size(); from += CHUNK) {
            List<String> chunk = names.subList(from, Math.min(from + CHUNK, names.size()));
            answers.addAll(admin.describeTopics(chunk).topicNameValues().values());
            answers.addAll(admin.describeConfigs(chunk.stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList())
                    .values()
                    .values());
        }
        for (KafkaFuture<?> answer : answers) {
            answer.get();
        }
        return answers.size();
    }

    private static ClusterState state() {
        Map<String, Topic> topics = new HashMap<>();
        Map<String, ConfigSet> configs = new HashMap<>();
        ConfigSet set = new ConfigSet(Map.of(
                "min.insync.replicas", new ConfigValue("2", ConfigValue.Source.DYNAMIC_TOPIC),
                "retention.ms", new ConfigValue("604800000", ConfigValue.Source.DEFAULT),
                "segment.ms", new ConfigValue("3600000", ConfigValue.Source.DYNAMIC_TOPIC),
                "cleanup.policy", new ConfigValue("delete", ConfigValue.Source.DEFAULT),
                "unclean.leader.election.enable", new ConfigValue("false", ConfigValue.Source.DEFAULT)));
        for (int number = 0; number < DECIDED; number++) {
            Topic.Builder topic = Topic.builder("topic-" + number);
            for (int index = 0; index < 10; index++) {
                int first = (number + index) % 6;
                List<Integer> replicas = List.of(first, (first + 1) % 6, (first + 2) % 6);
                topic.partition(Partition.builder(index)
                        .replicas(replicas)
                        .isr(replicas)
                        .leader(first)
                        .build());
            }
            topics.put("topic-" + number, topic.build());
            configs.put("topic-" + number, set);
        }
        List<Broker> brokers = IntStream.range(0, 6)
                .mapToObj(id -> new Broker(id, new Endpoint("localhost", 9000 + id), "rack" + id % 3, false))
                .toList();
        return ClusterState.builder("bench", Instant.EPOCH)
                .brokers(Observed.present(brokers))
                .topics(Observed.present(topics))
                .topicConfigs(Observed.present(configs))
                .build();
    }

    private static long[] measure(Callable<?> work) throws Exception {
        long[] micros = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            micros[round] = micros(work);
        }
        return micros;
    }

    private static long micros(Callable<?> work) throws Exception {
        long start = Time.system().nanos();
        if (work.call() == null) {
            throw new IllegalStateException("no result");
        }
        return (Time.system().nanos() - start) / 1000;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
