// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which brokers may be restarted together, so that all are done in few rounds.
 *
 * <p>A set of brokers is safe if it takes from no partition more in-sync replicas than it can spare; the fewest sets that
 * cover all brokers would be a colouring of a hypergraph, which is hard, so the sets are made greedily: once with the racks
 * as a hint, once with the most entangled brokers first, and the better one counts. Racks are only a hint: every set is
 * checked against where the replicas really are.
 *
 * @param waves broker ids, wave by wave, each in ascending order
 * @param count how many there are and how many there must be at least
 */
public record RestartWaves(List<List<Integer>> waves, RoundCount count) {
    /**
     * Copies the waves.
     *
     * @param waves broker ids, wave by wave
     * @param count how many there are
     */
    public RestartWaves {
        waves = waves.stream().map(List::copyOf).toList();
    }

    /**
     * Finds the waves, for a cluster in which every ISR is full.
     *
     * @param state the cluster; sections needed: brokers, topics, topic configs
     * @param brokers the brokers to restart
     * @param policy how careful to be
     * @param parallelism how many may be down at the same time
     * @return every broker in one wave
     */
    public static RestartWaves of(
            ClusterState state, Set<Integer> brokers, RestartPolicy policy, Parallelism parallelism) {
        int[] ids = new TreeSet<>(brokers).stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, String> racks = racks(state);
        if (parallelism.maxNodes() == 1 || ids.length < 2) {
            List<List<Integer>> single =
                    new TreeSet<>(brokers).stream().map(List::of).toList();
            return new RestartWaves(single, new RoundCount(single.size(), single.size(), "one node at a time"));
        }
        PartitionTable table = PartitionTable.of(state, ids, policy);
        Function<Integer, Optional<String>> rackAt = position -> Optional.ofNullable(racks.get(ids[position]));
        List<Integer> byRack = positions(
                ids, Comparator.comparing(position -> rackAt.apply(position).orElse("")));
        List<Integer> byDegree = positions(ids, Comparator.comparing((Integer position) -> -table.degree(position)));
        List<List<Integer>> best = fill(table, byRack, parallelism, rackAt);
        List<List<Integer>> other = fill(table, byDegree, parallelism, rackAt);
        List<List<Integer>> waves = (other.size() < best.size() ? other : best)
                .stream()
                        .map(wave -> wave.stream()
                                .map(position -> ids[position])
                                .sorted()
                                .toList())
                        .toList();
        return new RestartWaves(waves, count(waves.size(), table, ids, racks, parallelism));
    }

    private static List<Integer> positions(int[] ids, Comparator<Integer> order) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            positions.add(i);
        }
        positions.sort(order);
        return positions;
    }

    private static List<List<Integer>> fill(
            PartitionTable table,
            List<Integer> order,
            Parallelism parallelism,
            Function<Integer, Optional<String>> rackAt) {
        List<List<Integer>> waves = new ArrayList<>();
        List<Integer> left = order;
        PartitionTable.Together together = table.together();
        while (!left.isEmpty()) {
            together.clear();
            List<Integer> wave = new ArrayList<>();
            List<Integer> later = new ArrayList<>();
            for (int position : left) {
                if (wave.size() < parallelism.maxNodes()
                        && (wave.isEmpty() || mayShare(rackAt, wave.get(0), position, parallelism))
                        && together.add(position)) {
                    wave.add(position);
                } else {
                    later.add(position);
                }
            }
            waves.add(wave);
            left = later;
        }
        return waves;
    }

    private static boolean mayShare(
            Function<Integer, Optional<String>> rackAt, int first, int second, Parallelism parallelism) {
        return parallelism.spread() == Parallelism.Spread.ACROSS_RACKS
                || (rackAt.apply(first).isPresent() && rackAt.apply(first).equals(rackAt.apply(second)));
    }

    private static RoundCount count(
            int found, PartitionTable table, int[] ids, Map<Integer, String> racks, Parallelism parallelism) {
        int max = parallelism.maxNodes();
        int byCap = (ids.length + max - 1) / max;
        String cap = ids.length + " brokers, at most " + max + " at a time";
        if (parallelism.spread() == Parallelism.Spread.WITHIN_ONE_RACK) {
            Map<String, Integer> sizes = new TreeMap<>();
            for (int id : ids) {
                String rack = racks.get(id);
                // A broker without a rack shares its wave with nobody.
                sizes.merge(rack == null ? "\u0000" + id : rack, 1, Integer::sum);
            }
            byCap = sizes.values().stream()
                    .mapToInt(size -> (size + max - 1) / max)
                    .sum();
            cap += ", " + sizes.size() + " racks one after the other";
        }
        return byCap > table.lowerBound()
                ? new RoundCount(found, byCap, cap)
                : new RoundCount(found, table.lowerBound(), table.bound());
    }

    private static Map<Integer, String> racks(ClusterState state) {
        return state.brokers().orElse(List.of()).stream()
                .filter(broker -> broker.rack() != null)
                .collect(Collectors.toMap(
                        Broker::nodeId, broker -> java.util.Objects.requireNonNull(broker.rack()), (a, b) -> a));
    }
}
