// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

/**
 * How many rounds a roll over the brokers takes.
 *
 * @param predicted waves of the plan
 * @param lowerBound waves that no plan can do without: some partition has so many in-sync replicas and can spare so few
 *     of them at a time
 * @param bound where the lower bound comes from, in words
 */
public record RoundCount(int predicted, int lowerBound, String bound) {
    /**
     * Returns the count in words for people.
     *
     * @return a line
     */
    public String describe() {
        return predicted + " rounds, at least " + lowerBound + " are needed (" + bound + ")";
    }
}
