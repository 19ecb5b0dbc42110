// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether more may be started: what goes on is never stopped by it. Immutable; each look makes the next one.
 *
 * @param opening how far it is open
 * @param healthyLooks how many looks in a row have found something better than {@code opening}
 * @param reasons why it is not open
 */
record HealthGate(Opening opening, int healthyLooks, List<String> reasons) {
    /** After trouble, so many good looks in a row: an ISR that flaps does not open it. */
    private static final int GOOD_LOOKS = 3;

    /** How far it is open. The order matters: the worst first. */
    enum Opening {
        /** Nothing starts. */
        CLOSED,
        /** Half of the slots. */
        HALF,
        /** Everything as usual. */
        OPEN
    }

    HealthGate {
        reasons = List.copyOf(reasons);
    }

    static HealthGate open() {
        return new HealthGate(Opening.OPEN, 0, List.of());
    }

    /**
     * Takes a look: partitions that this run has no hand in.
     *
     * @param underMinIsr those that refuse producers
     * @param atMinIsr those that would with one replica less, though they should have more
     */
    HealthGate after(Set<TopicPartition> underMinIsr, Set<TopicPartition> atMinIsr) {
        Opening seen = !underMinIsr.isEmpty() ? Opening.CLOSED : !atMinIsr.isEmpty() ? Opening.HALF : Opening.OPEN;
        if (seen.compareTo(opening) <= 0) {
            return new HealthGate(seen, 0, reasons(underMinIsr, atMinIsr));
        }
        if (healthyLooks + 1 < GOOD_LOOKS) {
            return new HealthGate(opening, healthyLooks + 1, reasons);
        }
        return new HealthGate(seen, 0, reasons(underMinIsr, atMinIsr));
    }

    AdmissionLimits limits(AdmissionLimits usual) {
        return opening == Opening.HALF ? usual.halved() : usual;
    }

    private static List<String> reasons(Set<TopicPartition> underMinIsr, Set<TopicPartition> atMinIsr) {
        List<String> reasons = new ArrayList<>();
        if (!underMinIsr.isEmpty()) {
            reasons.add(count(underMinIsr) + " under min.insync.replicas; nothing more is started");
        } else if (!atMinIsr.isEmpty()) {
            reasons.add(count(atMinIsr) + " at min.insync.replicas with replicas out of sync; half as much is started");
        }
        return reasons;
    }

    private static String count(Set<TopicPartition> partitions) {
        TopicPartition first = partitions.iterator().next();
        return partitions.size() == 1 ? first + " is" : partitions.size() + " partitions, such as " + first + ", are";
    }
}
