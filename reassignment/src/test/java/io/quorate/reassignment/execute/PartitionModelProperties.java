// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.execute.PartitionModel.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The judge is judged by the controller that is released (vector 27): the model completes when, and as, Kafka's class does. */
class PartitionModelProperties {
    private static final Set<Integer> ALL = Set.of(1, 2, 3, 4, 5, 6);

    @Property(tries = 2_000)
    void completesAsTheReleasedControllerDoes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int submissions) {
        Random random = new Random(seed);
        PartitionModel model = new PartitionModel(some(random), 100);
        for (int i = 0; i < submissions; i++) {
            model.reassign(some(random), Rules.FROM_4_3, ALL);
            random.ints(3, 1, 7).filter(model.replicas::contains).forEach(node -> {
                List<Integer> replicas = List.copyOf(model.replicas);
                List<Integer> adding = List.copyOf(model.adding);
                List<Integer> removing = List.copyOf(model.removing);
                List<Integer> isr = new ArrayList<>(model.isr);
                if (!isr.contains(node)) {
                    isr.add(node);
                }
                Optional<KafkasReassignment.Completed> kafkas =
                        KafkasReassignment.complete(replicas, adding, removing, isr);

                model.copy(node, 100, Rules.FROM_4_3, ALL);

                boolean went = !adding.isEmpty() || !removing.isEmpty();
                boolean goes = !model.adding.isEmpty() || !model.removing.isEmpty();
                if (!isr.equals(model.isr) || went != goes) {
                    assertThat(kafkas)
                            .as("%s adding %s removing %s isr %s", replicas, adding, removing, isr)
                            .contains(new KafkasReassignment.Completed(model.replicas, model.isr));
                } else if (went) {
                    assertThat(kafkas)
                            .as("%s adding %s removing %s isr %s", replicas, adding, removing, isr)
                            .isEmpty();
                }
            });
        }
    }

    private static List<Integer> some(Random random) {
        List<Integer> nodes = new ArrayList<>(ALL);
        Collections.shuffle(nodes, random);
        return List.copyOf(nodes.subList(0, 1 + random.nextInt(4)));
    }
}
