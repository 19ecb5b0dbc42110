// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
    static final Duration LONGEST = Duration.ofMinutes(2);

    final List<ReassignmentEvent> events = new CopyOnWriteArrayList<>();

    interface Reaction {
        void on(ReassignmentExecution run, ReassignmentEvent event);
    }

    final ReassignmentExecutor.Builder builder() {
        return ReassignmentExecutor.builder(admin())
                .pollInterval(Duration.ofMillis(250))
                .stallTimeout(Duration.ofSeconds(60));
    }

    final ReassignmentResult run(ReassignmentExecutor.Builder builder, ReassignmentPlan plan) {
        return run(builder, plan, (run, event) -> {});
    }

    final ReassignmentResult run(ReassignmentExecutor.Builder builder, ReassignmentPlan plan, Reaction reaction) {
        AtomicReference<ReassignmentExecution> running = new AtomicReference<>();
        Consumer<ReassignmentEvent> react = event -> {
            ReassignmentExecution run = running.get();
            if (run != null) {
                reaction.on(run, event);
            }
        };
        try (ReassignmentExecution run = builder.listener(event -> {
                    events.add(event);
                    react.accept(event);
                })
                .build()
                .start(plan)) {
            running.set(run);
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
        admin().createTopics(List.of(new NewTopic(plan.topic(), replicas).configs(configs)))
                .all()
                .get();
        for (int looks = 0; looks < 100 && state().topic(plan.topic()).isEmpty(); looks++) {
            // Not every broker knows it yet.
            state();
        }
        return plan;
    }

    final ClusterState state() {
        return ClusterObserver.using(admin()).observe();
    }

    final List<Partition> partitions(String topic) {
        return state().topic(topic).orElseThrow().partitions();
    }

    final List<List<Integer>> replicas(String topic) {
        return partitions(topic).stream().map(Partition::replicas).toList();
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

    /** Brokers hear of a change one after the other. */
    final void assertThrottles(String topic, Map<String, String> expected) {
        for (int looks = 0; looks < 100 && !throttles(topic).equals(expected); looks++) {
            state();
        }
        assertThat(throttles(topic)).isEqualTo(expected);
    }

    final Map<String, String> throttles(String topic) {
        Map<String, String> all = new TreeMap<>();
        List<ConfigResource> resources = new ArrayList<>(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)));
        state().onlineBrokers()
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
