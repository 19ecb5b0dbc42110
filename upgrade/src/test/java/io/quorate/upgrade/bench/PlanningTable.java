// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.bench;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.RestartWaves;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.UpgradeSurvey;
import io.quorate.upgrade.plan.Wave;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** How much CPU planning takes, by size and placement. Run it by hand: {@code main} prints a table. */
public final class PlanningTable {
    private static final int RUNS = 4;

    private PlanningTable() {}

    /** Prints a line for each placement. */
    public static void main(String[] args) {
        int brokers = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int partitions = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        for (Placement placement : Placement.values()) {
            ClusterState state = state(brokers, partitions, placement);
            UpgradeSurvey survey = survey(state, brokers);
            for (int run = 1; run <= RUNS; run++) {
                long cpu = cpu();
                RestartWaves waves = RestartWaves.of(
                        state, state.onlineBrokers(), RestartPolicy.DEFAULT, Parallelism.acrossRacks(brokers));
                double wavesMillis = (cpu() - cpu) / 1e6;
                cpu = cpu();
                UpgradePlan plan = UpgradePlanner.targeting(UpgradeRequest.to(KafkaVersion.of("4.3.1"))
                                .parallelism(Parallelism.acrossRacks(brokers))
                                .build())
                        .plan(survey);
                double planMillis = (cpu() - cpu) / 1e6;
                cpu = cpu();
                List<Wave> all = plan.rolls().get(0).waves();
                boolean safe = plan.gate()
                        .check(state, all.get(all.size() - 1).nodeIds(), Set.of())
                        .isSafe();
                double gateMillis = (cpu() - cpu) / 1e6;
                System.out.printf(
                        Locale.ROOT,
                        "%d brokers, %d partitions, %s, run %d: waves %.0f ms, %s; whole plan with preflight %.0f ms;"
                                + " gate %.0f ms (%s)%n",
                        brokers,
                        partitions,
                        placement,
                        run,
                        wavesMillis,
                        waves.count().describe(),
                        planMillis,
                        gateMillis,
                        safe ? "safe" : "not safe");
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Where the replicas are. */
    private enum Placement {
        /** One in each of three racks; one can be spared. */
        RACKS_MIN_ISR_2(2),
        /** Anywhere; one can be spared. */
        ANYWHERE_MIN_ISR_2(2),
        /** Anywhere; two can be spared. */
        ANYWHERE_MIN_ISR_1(1);

        private final int minIsr;

        Placement(int minIsr) {
            this.minIsr = minIsr;
        }

        List<Integer> next(Random random, int brokers) {
            int perRack = brokers / 3;
            if (this == RACKS_MIN_ISR_2) {
                return List.of(
                        1 + 3 * random.nextInt(perRack),
                        2 + 3 * random.nextInt(perRack),
                        3 + 3 * random.nextInt(perRack));
            }
            int first = random.nextInt(brokers);
            int second = (first + 1 + random.nextInt(brokers - 1)) % brokers;
            int third = random.nextInt(brokers);
            while (third == first || third == second) {
                third = random.nextInt(brokers);
            }
            return List.of(first + 1, second + 1, third + 1);
        }
    }

    private static ClusterState state(int brokers, int partitions, Placement placement) {
        Random random = new Random(42);
        Map<String, Topic> topics = new HashMap<>();
        Map<String, ConfigSet> configs = new HashMap<>();
        int perTopic = 100;
        for (int t = 0; t < partitions / perTopic; t++) {
            String name = "topic-" + t;
            Topic.Builder topic = Topic.builder(name);
            for (int index = 0; index < perTopic; index++) {
                List<Integer> replicas = placement.next(random, brokers);
                topic.partition(Partition.builder(index)
                        .replicas(replicas)
                        .isr(replicas)
                        .leader(replicas.get(0))
                        .build());
            }
            topics.put(name, topic.build());
            configs.put(
                    name,
                    new ConfigSet(Map.of(
                            "min.insync.replicas",
                            new ConfigValue(String.valueOf(placement.minIsr), ConfigValue.Source.DYNAMIC_TOPIC))));
        }
        List<Broker> all = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            all.add(new Broker(id, new Endpoint("localhost", 1000 + id), "r" + (id - 1) % 3, false));
        }
        Instant now = Instant.parse("2026-11-21T08:00:00Z");
        QuorumReplica controller = new QuorumReplica(
                100_000, Uuid.ZERO_UUID, new QuorumReplica.Progress(1, Optional.of(now), Optional.of(now)));
        return ClusterState.builder("bench", now)
                .brokers(Observed.present(all))
                .topics(Observed.present(topics))
                .topicConfigs(Observed.present(configs))
                .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 29))))
                .quorum(Observed.present(new MetadataQuorum(
                        new MetadataQuorum.Leadership(100_000, 1, 1), List.of(controller), List.of(), Map.of())))
                .build();
    }

    private static UpgradeSurvey survey(ClusterState state, int brokers) {
        Map<Integer, DetectedVersion> versions = new HashMap<>();
        for (int id = 1; id <= brokers; id++) {
            versions.put(id, DetectedVersion.ofExact(id, KafkaVersion.of("4.2.2"), "bench"));
        }
        return UpgradeSurvey.builder(state, Era.KRAFT).versions(versions).build();
    }
}
