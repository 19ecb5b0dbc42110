// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses which moves start now. Pure: the same candidates, traffic and limits give the same choice.
 *
 * <ol>
 *   <li>Repairs before others, what is under-replicated last.
 *   <li>Among those, of the pairs of brokers that copy (leader to new replica) the one that is least busy, so that work is
 *       spread and no broker is a hot spot.
 *   <li>Among those, the order in which the candidates came.
 * </ol>
 */
final class Admission {
    /** How urgent a move is. */
    enum Urgency {
        /** The partition is at or under its min ISR and has a replica on a broker that is gone. */
        REPAIR,
        /** Nothing is wrong with it. */
        USUAL,
        /** It is out of sync without having lost a broker: it catches up already, and is not to be disturbed. */
        UNDER_REPLICATED
    }

    /**
     * A move that could start.
     *
     * @param move its number in the table
     * @param before the replicas that the partition has
     * @param target the replicas to ask for
     * @param leader who the copy comes from
     * @param adding the brokers that it goes to
     * @param bytes how large the partition is
     * @param urgency how urgent it is
     */
    record Candidate(
            int move,
            List<Integer> before,
            List<Integer> target,
            int leader,
            List<Integer> adding,
            long bytes,
            Urgency urgency) {}

    private record Pair(int leader, List<Integer> adding) {}

    private Admission() {}

    /** Adds what it chooses to the traffic. */
    static List<Candidate> choose(List<Candidate> candidates, Traffic traffic, AdmissionLimits limits, int most) {
        List<Candidate> chosen = new ArrayList<>();
        for (Urgency urgency : Urgency.values()) {
            Map<Pair, List<Candidate>> waiting = new LinkedHashMap<>();
            for (Candidate candidate : candidates) {
                if (candidate.urgency() == urgency) {
                    waiting.computeIfAbsent(new Pair(candidate.leader(), candidate.adding()), pair -> new ArrayList<>())
                            .add(candidate);
                }
            }
            List<Queue> queues = new ArrayList<>();
            waiting.forEach((pair, all) -> queues.add(new Queue(pair, all)));
            chooseFrom(queues, traffic, limits, most, chosen);
        }
        return chosen;
    }

    private static final class Queue {
        private final Pair pair;
        private final List<Candidate> all;
        private int next;

        private Queue(Pair pair, List<Candidate> all) {
            this.pair = pair;
            this.all = all;
        }

        private Candidate head() {
            return all.get(next);
        }

        private double load(Traffic traffic, AdmissionLimits limits) {
            return traffic.load(limits, pair.leader(), pair.adding());
        }
    }

    private static void chooseFrom(
            List<Queue> queues, Traffic traffic, AdmissionLimits limits, int most, List<Candidate> chosen) {
        while (chosen.size() < most && !queues.isEmpty()) {
            Queue least = queues.stream()
                    .min(Comparator.comparingDouble(queue -> queue.load(traffic, limits)))
                    .orElseThrow();
            Candidate head = least.head();
            if (traffic.hasRoom(limits, head.leader(), head.adding(), head.bytes())) {
                traffic.add(head.leader(), head.adding(), head.bytes());
                chosen.add(head);
                least.next++;
                if (least.next == least.all.size()) {
                    queues.remove(least);
                }
            } else {
                // What is behind a large one waits with it: it would never come to its turn otherwise.
                queues.remove(least);
            }
        }
    }
}
