// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.observe.ClusterObservationException;
import io.quorate.reassignment.execute.PartitionModel.Rules;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.ThrottleGateway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Whatever happens to the cluster and to the process (E2): a run ends, no partition loses its data, nobody's reassignment is
 * left in flight, no throttle stays, the journal is clean, and a run that was cancelled leaves the ordered originals.
 */
class ReassignmentRunProperties {
    private static final ConfigResource BROKER_1 = new ConfigResource(ConfigResource.Type.BROKER, "1");

    @Property(tries = 1000)
    void endsWellWhateverHappens(
            @ForAll Rules rules,
            @ForAll @IntRange(max = 1_000_000) int shape,
            @ForAll("events") List<Weather.Event> events) {
        ControllerModel cluster = cluster(rules);
        cluster.throttles.set(BROKER_1, ThrottleGateway.LEADER_RATE, "123456789");
        ReassignmentPlan plan = Plans.of(cluster, targets(cluster, new Random(shape)));
        Map<TopicPartition, List<Integer>> originals = cluster.replicas();
        Rig rig = new Rig();
        Weather weather = new Weather(cluster, rig, events);
        cluster.under(weather::next);

        Optional<ReassignmentResult> result = Optional.empty();
        for (int runs = 0; runs < 12 && result.isEmpty(); runs++) {
            result = run(rig, cluster, plan);
            if (result.filter(ReassignmentRunProperties::goesOn).isPresent()) {
                result = Optional.empty();
            }
            if (runs == 6) {
                weather.calm();
            }
        }

        assertThat(result).as("the end of the last run").isPresent();
        check(result.get(), cluster, plan, originals, weather, rig);

        // The next plan settles what could not be restored while brokers were away.
        weather.calm();
        ReassignmentResult next = new Rig(rig.journal).run(cluster, Plans.of(cluster, Map.of()));
        assertThat(next.isSuccess()).as(next.describe()).isTrue();
        assertThat(rig.journal.unfinished(ControllerModel.CLUSTER)).isEmpty();
        assertThat(ours(cluster)).isEmpty();
        cluster.partitions.forEach((name, partition) -> partition.isr.forEach(
                node -> assertThat(partition.copied).as("what %s has", name).containsEntry(node, partition.size)));
        assertThat(cluster.throttles.set().getOrDefault(BROKER_1, Map.of()))
                .isEqualTo(Map.of(ThrottleGateway.LEADER_RATE, "123456789"));
        assertNoThrottleOfOurs(cluster);
    }

    /** A drain: whoever does not come to its end gives the broker back, and whoever does leaves nothing on it. */
    @Property(tries = 300)
    void emptiesABrokerOrGivesItBack(@ForAll Rules rules, @ForAll("events") List<Weather.Event> events) {
        ControllerModel cluster = cluster(rules);
        ReassignmentPlan plan = ReassignmentPlanner.plan(
                ControllerModel.CLUSTER,
                Plans.map(cluster),
                ReassignmentRequest.of(new ReassignmentGoal.Decommission(Set.of(1))));
        Rig rig = new Rig();
        Weather weather = new Weather(cluster, rig, events);
        cluster.under(weather::next);

        Optional<ReassignmentResult> result = Optional.empty();
        for (int runs = 0; runs < 12 && result.isEmpty(); runs++) {
            result = run(rig, cluster, plan).filter(found -> !goesOn(found));
            if (runs == 6) {
                weather.calm();
            }
        }

        ReassignmentResult end = result.orElseThrow();
        boolean completed = end.outcome() == Outcome.COMPLETED;
        if (completed) {
            assertThat(end.facts()).contains("broker 1 hosts 0 replicas");
            plan.moves().stream()
                    .map(move -> move.partition())
                    .filter(name -> !weather.isTouched(name))
                    .forEach(name -> assertThat(cluster.partition(name.topic(), name.partition()).replicas)
                            .as(name.toString())
                            .doesNotContain(1));
        }
        weather.calm();
        ReassignmentResult next = new Rig(rig.journal).run(cluster, Plans.of(cluster, Map.of()));
        assertThat(next.isSuccess()).as(next.describe()).isTrue();
        assertThat(cluster.cordoned).as("after %s", end.describe()).isIn(Map.of(), Map.of(1, Optional.of("*")));
        if (!completed) {
            assertThat(cluster.cordoned).as("after %s", end.describe()).isEmpty();
        }
        assertNoThrottleOfOurs(cluster);
    }

    private static void check(
            ReassignmentResult result,
            ControllerModel cluster,
            ReassignmentPlan plan,
            Map<TopicPartition, List<Integer>> originals,
            Weather weather,
            Rig rig) {
        Set<TopicPartition> redirected = rig.events.stream()
                .filter(ReassignmentEvent.Redirected.class::isInstance)
                .map(event -> ((ReassignmentEvent.Redirected) event).move().partition())
                .collect(Collectors.toSet());
        plan.moves().forEach(move -> {
            TopicPartition name = move.partition();
            if (!weather.isTouched(name)) {
                List<Integer> replicas = cluster.partition(name.topic(), name.partition()).replicas;
                if (result.outcome() == Outcome.COMPLETED && !redirected.contains(name)) {
                    assertThat(replicas)
                            .as("%s after %s", name, result.describe())
                            .isEqualTo(move.to());
                } else if (result.outcome() == Outcome.CANCELLED) {
                    assertThat(replicas)
                            .as("%s after %s", name, result.describe())
                            .isEqualTo(originals.get(name));
                }
            }
        });
        if (result.outcome() == Outcome.COMPLETED) {
            assertThat(result.progress().count(MoveState.DRIFTED)).isZero();
        }
    }

    /** Runs once; empty if the process died or could not begin. */
    private static Optional<ReassignmentResult> run(Rig rig, ControllerModel cluster, ReassignmentPlan plan) {
        try {
            return Optional.of(rig.run(cluster, plan));
        } catch (CallFault.Killed | PlanRejectedException | ClusterObservationException | KafkaException e) {
            return Optional.empty();
        }
    }

    private static boolean goesOn(ReassignmentResult result) {
        return result.outcome() == Outcome.DETACHED || result.outcome() == Outcome.FAILED;
    }

    private static List<TopicPartition> ours(ControllerModel cluster) {
        List<TopicPartition> left = new ArrayList<>();
        cluster.ongoing().forEach(found -> left.add(found.partition()));
        return left;
    }

    private static void assertNoThrottleOfOurs(ControllerModel cluster) {
        cluster.throttles
                .set()
                .forEach((resource, values) -> values.forEach((key, value) -> {
                    if (resource.type() == ConfigResource.Type.TOPIC) {
                        for (String entry : value.split(",", -1)) {
                            assertThat(entry).as("%s of %s", key, resource).matches("5[0-6]:10[0-4]");
                        }
                    } else {
                        assertThat(resource).isEqualTo(BROKER_1);
                    }
                }));
    }

    private static ControllerModel cluster(Rules rules) {
        return new ControllerModel(rules, 1, 2, 3, 4, 5, 6)
                .topic("orders", 2, List.of(List.of(1, 2, 3), List.of(2, 3, 1), List.of(3, 1, 2)))
                .topic("payments", 1, List.of(List.of(1), List.of(2, 1)))
                .topic("untouched", 1, List.of(List.of(4, 5, 6)));
    }

    private static Map<TopicPartition, List<Integer>> targets(ControllerModel cluster, Random random) {
        Map<TopicPartition, List<Integer>> targets = new HashMap<>();
        cluster.partitions.forEach((name, partition) -> {
            if (!name.topic().equals("untouched")) {
                List<Integer> nodes = new ArrayList<>(cluster.brokers);
                Collections.shuffle(nodes, random);
                targets.put(name, List.copyOf(nodes.subList(0, 2 + random.nextInt(2))));
            }
        });
        return targets;
    }

    @Provide
    Arbitrary<List<Weather.Event>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(Weather.Kind.class),
                        Arbitraries.integers().between(0, 10_000))
                .as(Weather.Event::new)
                .list()
                .ofMaxSize(12);
    }
}
