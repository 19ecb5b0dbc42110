// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * How many of what are lost at once, whichever they are.
 *
 * @param brokers brokers, with their controller role if they have one
 * @param controllers controllers, with their broker role if they have one
 * @param racks whole racks
 */
public record Losses(int brokers, int controllers, int racks) {
    /**
     * Checks the numbers.
     *
     * @param brokers 0 or more
     * @param controllers 0 or more
     * @param racks 0 or more
     */
    public Losses {
        if (brokers < 0 || controllers < 0 || racks < 0) {
            throw new IllegalArgumentException("Losses of " + brokers + " brokers, " + controllers + " controllers and "
                    + racks + " racks: none can be negative");
        }
    }

    /**
     * Returns the loss of brokers.
     *
     * @param count how many
     * @return the loss
     */
    public static Losses brokers(int count) {
        return new Losses(count, 0, 0);
    }

    /**
     * Returns the loss of controllers.
     *
     * @param count how many
     * @return the loss
     */
    public static Losses controllers(int count) {
        return new Losses(0, count, 0);
    }

    /**
     * Returns the loss of racks.
     *
     * @param count how many
     * @return the loss
     */
    public static Losses racks(int count) {
        return new Losses(0, 0, count);
    }

    /**
     * Returns the same loss after a broker was down already.
     *
     * @return one broker more
     */
    public Losses withOneBrokerDown() {
        return new Losses(brokers + 1, controllers, racks);
    }

    /**
     * Returns the loss in words.
     *
     * @return for example {@code 1 broker}
     */
    public String describe() {
        List<String> parts = new ArrayList<>();
        add(parts, brokers, "broker");
        add(parts, controllers, "controller");
        add(parts, racks, "rack");
        return parts.isEmpty() ? "nothing" : String.join(" and ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what + (count == 1 ? "" : "s"));
        }
    }
}
