// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What tests of runs on real brokers have in common. */
abstract class LiveReassignments {
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** Whatever is copied at this rate is still on its way when somebody looks who is late. */
    static final DataRate CRAWL = DataRate.ofBytesPerSecond(100_000);

    final List<ReassignmentEvent> events = new CopyOnWriteArrayList<>();

    interface Reaction {
        void on(ReassignmentExecution run, ReassignmentEvent event);
    }

    final ReassignmentExecutor.Builder builder() {
        return ReassignmentExecutor.builder(admin())
                .pollInterval(Duration.ofMillis(250))
                .lowestThrottle(CRAWL)
                .stallTimeout(Duration.ofSeconds(60));
    }

    final ReassignmentResult run(ReassignmentExecutor.Builder builder, ReassignmentPlan plan) {
        return run(builder, plan, (run, event) -> {});
    }

    final ReassignmentResult run(ReassignmentExecutor.Builder builder, ReassignmentPlan plan, Reaction reaction) {
        CompletableFuture<ReassignmentExecution> running = new CompletableFuture<>();
        try (ReassignmentExecution run = builder.listener(event -> {
                    events.add(event);
                    // The first events may come before the run is in our hands, and some come only once.
                    reaction.on(running.join(), event);
                })
                .build()
                .start(plan)) {
            running.complete(run);
            return run.await(LONGEST);
        }
    }

    abstract TestCluster cluster();

    final Admin admin() {
        return cluster().admin();
    }

    final LivePlan create(String text, Map<String, String> configs) throws Exception {
        return create(LivePlan.of(text), configs);
    }

    final LivePlan create(LivePlan plan, Map<String, String> configs) throws Exception {
        Map<Integer, List<Integer>> replicas = new HashMap<>();
        plan.from().forEach(nodes -> replicas.put(replicas.size(), nodes));
        Everywhere.create(admin(), new NewTopic(plan.topic(), replicas).configs(configs));
        return plan;
    }

    final ClusterState state() {
        return ClusterObserver.using(admin()).observe();
    }

    final List<List<Integer>> replicas(String topic) {
        return replicas(state(), topic);
    }

    private static List<List<Integer>> replicas(ClusterState state, String topic) {
        return state.topic(topic).stream()
                .flatMap(found -> found.partitions().stream())
                .map(Partition::replicas)
                .toList();
    }

    final void assertReplicas(String topic, List<List<Integer>> expected) {
        Everywhere.await(admin(), state -> {
            List<List<Integer>> found = replicas(state, topic);
            return found.equals(expected) ? List.of() : List.of(topic + " has " + found + ", not " + expected);
        });
    }

    /** Cancels where there are no replicas. */
    final void reassign(TopicPartition partition, List<Integer> replicas) {
        join(admin().alterPartitionReassignments(Map.of(
                        partition,
                        replicas.isEmpty() ? Optional.empty() : Optional.of(new NewPartitionReassignment(replicas))))
                .all());
    }

    /** An empty value deletes it. */
    final void set(ConfigResource.Type type, String name, String key, String value) {
        AlterConfigOp.OpType op = value.isEmpty() ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET;
        join(admin().incrementalAlterConfigs(Map.of(
                        new ConfigResource(type, name), List.of(new AlterConfigOp(new ConfigEntry(key, value), op))))
                .all());
    }

    static <T> T join(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    final Map<String, String> config(ConfigResource.Type type, String name) {
        ConfigResource resource = new ConfigResource(type, name);
        Map<String, String> set = new TreeMap<>();
        join(admin().describeConfigs(List.of(resource))
                        .values()
                        .values()
                        .iterator()
                        .next())
                .entries()
                .stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG
                        || entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> set.put(entry.name(), entry.value()));
        return set;
    }

    final void assertThrottles(String topic, Map<String, String> expected) {
        Everywhere.await(admin(), state -> {
            Map<String, String> found = throttles(state, topic);
            return found.equals(expected) ? List.of() : List.of("throttles are " + found + ", not " + expected);
        });
    }

    final Map<String, String> throttles(String topic) {
        return throttles(state(), topic);
    }

    private Map<String, String> throttles(ClusterState state, String topic) {
        Map<String, String> all = new TreeMap<>();
        List<ConfigResource> resources = new ArrayList<>(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)));
        state.onlineBrokers()
                .forEach(node -> resources.add(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(node))));
        for (ConfigResource resource : resources) {
            config(resource.type(), resource.name()).forEach((key, value) -> {
                if (key.contains("throttled")) {
                    all.put(resource.name() + " " + key, value);
                }
            });
        }
        return all;
    }
}
