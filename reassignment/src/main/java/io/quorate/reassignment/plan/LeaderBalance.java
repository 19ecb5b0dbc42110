// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.BitSet;

/** Makes preferred leaders even, or takes them off brokers, by changing the order of replicas and nothing else. */
final class LeaderBalance {
    private LeaderBalance() {}

    /**
     * Reorders so that each broker that may lead leads its share, with the fewest changes.
     *
     * @param firstSlot where the replicas of each partition begin, and the end
     * @param slots the broker index of each replica, the preferred leader first; changed in place
     * @param mayLead by broker index
     * @param capacity by broker index: shares are in proportion to it
     * @param frozen partitions whose order stays
     * @return how many partitions changed
     */
    static int balance(int[] firstSlot, int[] slots, boolean[] mayLead, double[] capacity, BitSet frozen) {
        return 0;
    }

    /**
     * Reorders those partitions that a broker leads that may not, and no others; the leaders are spread evenly.
     *
     * @param firstSlot where the replicas of each partition begin, and the end
     * @param slots the broker index of each replica, the preferred leader first; changed in place
     * @param mayLead by broker index
     * @param capacity by broker index: shares are in proportion to it
     * @param frozen partitions whose order stays
     * @return how many partitions changed; those without another replica that may lead stay
     */
    static int evacuate(int[] firstSlot, int[] slots, boolean[] mayLead, double[] capacity, BitSet frozen) {
        return 0;
    }
}
