// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Spreads preferred leaders evenly over brokers by changing nothing but the order of replicas, which copies no data.
 *
 * <ol>
 *   <li>Each broker's fair share is between the floor and the ceiling of partitions / brokers.
 *   <li>While a broker leads more than another by two or more, one leadership is handed along the shortest chain of
 *       partitions from the one that leads most to one that leads at least two fewer (breadth first, so the fewest
 *       partitions change).
 *   <li>When no chain is left, no order of the replicas is more even.
 * </ol>
 *
 * <p>Among partitions that would do equally well the one with the lowest number is taken, so that topics take turns and
 * each topic is spread, too. Deterministic.
 */
public final class LeaderSpread {
    private static final Comparator<TopicPartition> TURNS =
            Comparator.comparingInt(TopicPartition::partition).thenComparing(TopicPartition::topic);

    /** The partitions that one broker leads and that another could lead. */
    private final Map<Transfer, NavigableSet<TopicPartition>> transfers = new HashMap<>();

    private final Map<TopicPartition, List<Integer>> replicas = new TreeMap<>(TURNS);
    private final Map<Integer, Integer> led = new TreeMap<>();
    private final Predicate<Integer> mayLead;

    private record Transfer(int from, int to) {}

    private LeaderSpread(Map<TopicPartition, List<Integer>> replicas, Set<Integer> leaders) {
        this.mayLead = leaders::contains;
        leaders.forEach(node -> led.put(node, 0));
        this.replicas.putAll(replicas);
        this.replicas.forEach(this::enter);
    }

    /**
     * Returns the changes of order that spread the preferred leaders.
     *
     * @param replicas the replicas of each partition, the preferred leader first
     * @param leaders the brokers that may lead; partitions whose preferred leader is another one are left alone
     * @return the partitions whose order changes; empty if the leaders are as even as they can be
     */
    public static List<PartitionMove> of(Map<TopicPartition, List<Integer>> replicas, Set<Integer> leaders) {
        LeaderSpread spread = new LeaderSpread(replicas, leaders);
        spread.even();
        List<PartitionMove> moves = new ArrayList<>();
        spread.replicas.forEach((partition, order) -> {
            List<Integer> before = replicas.get(partition);
            if (before != null && !order.equals(before)) {
                moves.add(new PartitionMove(partition, before, order));
            }
        });
        return moves;
    }

    private void even() {
        // Every hand-over makes the sum of squares of what brokers lead smaller, so this ends.
        while (true) {
            List<Integer> chain = shortestChain();
            if (chain.isEmpty()) {
                return;
            }
            for (int i = 0; i + 1 < chain.size(); i++) {
                handOver(chain.get(i), chain.get(i + 1));
            }
        }
    }

    /** The fullest broker that can hand a leadership on to one that leads at least two fewer, and the way there. */
    private List<Integer> shortestChain() {
        List<Integer> fullestFirst = new ArrayList<>(led.keySet());
        fullestFirst.sort(
                Comparator.comparingInt((Integer node) -> -leads(node)).thenComparingInt(node -> node));
        int fewest = led.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        for (int from : fullestFirst) {
            if (leads(from) < fewest + 2) {
                return List.of();
            }
            List<Integer> chain = chainFrom(from);
            if (!chain.isEmpty()) {
                return chain;
            }
        }
        return List.of();
    }

    private List<Integer> chainFrom(int from) {
        Map<Integer, Integer> cameFrom = new HashMap<>();
        cameFrom.put(from, from);
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int node = open.remove();
            if (leads(node) <= leads(from) - 2) {
                return wayTo(node, cameFrom);
            }
            for (int next : neighbours(node)) {
                if (cameFrom.putIfAbsent(next, node) == null) {
                    open.add(next);
                }
            }
        }
        return List.of();
    }

    /** Emptiest first, so that of several ends at the same distance the emptiest is found. */
    private List<Integer> neighbours(int node) {
        return led.keySet().stream()
                .filter(to -> !between(node, to).isEmpty())
                .sorted(Comparator.comparingInt(this::leads).thenComparingInt(to -> to))
                .toList();
    }

    private static List<Integer> wayTo(int end, Map<Integer, Integer> cameFrom) {
        Deque<Integer> way = new ArrayDeque<>();
        int node = end;
        way.addFirst(node);
        while (cameFrom.getOrDefault(node, node) != node) {
            node = cameFrom.getOrDefault(node, node);
            way.addFirst(node);
        }
        return new ArrayList<>(way);
    }

    private void handOver(int from, int to) {
        TopicPartition partition = between(from, to).first();
        List<Integer> before = replicas.getOrDefault(partition, List.of());
        leave(partition, before);
        List<Integer> after = new ArrayList<>(before);
        // A swap, not a shift: the other replicas keep their places.
        after.set(before.indexOf(to), from);
        after.set(0, to);
        replicas.put(partition, List.copyOf(after));
        enter(partition, after);
    }

    private void enter(TopicPartition partition, List<Integer> order) {
        int leader = order.get(0);
        if (mayLead.test(leader)) {
            led.merge(leader, 1, Integer::sum);
            followers(order).forEach(follower -> between(leader, follower).add(partition));
        }
    }

    private void leave(TopicPartition partition, List<Integer> order) {
        int leader = order.get(0);
        led.merge(leader, -1, Integer::sum);
        followers(order).forEach(follower -> between(leader, follower).remove(partition));
    }

    private NavigableSet<TopicPartition> between(int from, int to) {
        return transfers.computeIfAbsent(new Transfer(from, to), transfer -> new TreeSet<>(TURNS));
    }

    private List<Integer> followers(List<Integer> order) {
        return order.stream().skip(1).filter(mayLead).toList();
    }

    private int leads(int node) {
        return led.getOrDefault(node, 0);
    }
}
