// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReplicaPlacementProperties {
    @Property
    void keepsWhatIsThereAndSpreadsTheRestOverRacks(
            @ForAll @IntRange(min = 1, max = 9) int brokers,
            @ForAll @IntRange(min = 1, max = 4) int racks,
            @ForAll @IntRange(min = 1, max = 5) int factor,
            @ForAll long seed) {
        Random random = new Random(seed);
        ClusterState state = States.cluster(1);
        for (int node = 1; node <= brokers; node++) {
            state = States.withBroker(
                    state,
                    new Broker(
                            node,
                            new Endpoint("host", 9092),
                            "rack" + random.nextInt(racks),
                            node > 1 && random.nextInt(6) == 0));
        }
        List<Integer> shuffled = new ArrayList<>();
        for (int node = 1; node <= brokers; node++) {
            shuffled.add(node);
        }
        Collections.shuffle(shuffled, random);
        List<Integer> before = shuffled.subList(0, 1 + random.nextInt(brokers));

        List<Integer> after = ReplicaPlacement.onto(state).grow(before, factor);

        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(new HashSet<>(after)).hasSameSizeAs(after);
        Set<Integer> receivers = new HashSet<>(state.onlineBrokers());
        receivers.removeAll(before);
        assertThat(receivers).containsAll(after.subList(before.size(), after.size()));
        assertThat(after).hasSize(Math.max(before.size(), Math.min(factor, before.size() + receivers.size())));
        noRackTwiceWhileAnotherIsUnused(state, before, after);
    }

    private static void noRackTwiceWhileAnotherIsUnused(
            ClusterState state, List<Integer> before, List<Integer> after) {
        for (int i = before.size(); i < after.size(); i++) {
            Set<String> used = racks(state, after.subList(0, i));
            Set<String> unused = racks(state, List.copyOf(state.onlineBrokers()));
            unused.removeAll(used);
            if (!unused.isEmpty()) {
                assertThat(used).doesNotContainAnyElementsOf(racks(state, List.of(after.get(i))));
            }
        }
    }

    private static Set<String> racks(ClusterState state, List<Integer> nodes) {
        return nodes.stream()
                .map(node -> String.valueOf(state.broker(node).orElseThrow().rack()))
                .collect(Collectors.toSet());
    }
}
