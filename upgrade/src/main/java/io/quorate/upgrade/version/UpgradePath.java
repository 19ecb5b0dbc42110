// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import java.util.List;

/** What is known about going from one release to another. */
public sealed interface UpgradePath {
    /**
     * Tells whether it can be gone now, with one plan.
     *
     * @return {@code true} if it is direct
     */
    boolean isOpen();

    /**
     * Returns the path in words for people.
     *
     * @return a sentence, with the way round where there is one
     */
    String describe();

    /**
     * The nodes can go straight from one to the other.
     *
     * @param from the oldest release that a node runs
     * @param to the release that all are to run
     * @param notes what to know about it
     */
    record Direct(ReleaseLine from, KafkaVersion to, List<String> notes) implements UpgradePath {
        /**
         * Copies the notes.
         *
         * @param from the oldest release that a node runs
         * @param to the release that all are to run
         * @param notes what to know about it
         */
        public Direct {
            notes = List.copyOf(notes);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public String describe() {
            return from + " -> " + to + ", direct." + (notes.isEmpty() ? "" : " " + String.join(" ", notes));
        }
    }

    /**
     * The nodes must stop over somewhere: that is a plan of its own, and then another.
     *
     * @param from the oldest release that a node runs
     * @param to the release that all are to run
     * @param steps what to do, in order
     * @param reason why it cannot be done at once
     */
    record Bridge(ReleaseLine from, KafkaVersion to, List<String> steps, String reason) implements UpgradePath {
        /**
         * Copies the steps.
         *
         * @param from the oldest release that a node runs
         * @param to the release that all are to run
         * @param steps what to do, in order
         * @param reason why it cannot be done at once
         */
        public Bridge {
            steps = List.copyOf(steps);
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public String describe() {
            return from + " -> " + to + " needs a bridge: " + reason + " Do: " + String.join("; then ", steps) + ".";
        }
    }

    /**
     * There is no way, or none that is known.
     *
     * @param reason why not, and the way round if there is one
     */
    record Forbidden(String reason) implements UpgradePath {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public String describe() {
            return "Forbidden: " + reason;
        }
    }

    /** The binaries stay. */
    record Unchanged() implements UpgradePath {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public String describe() {
            return "the binaries stay.";
        }
    }
}
