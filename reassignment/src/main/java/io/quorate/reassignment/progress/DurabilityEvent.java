// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

import io.quorate.reassignment.durability.DurabilityStep;
import java.time.Duration;
import java.util.List;

/** Something that happened while a durability plan was run. */
public sealed interface DurabilityEvent {
    /**
     * Returns the event as text for people.
     *
     * @return a line
     */
    String describe();

    /**
     * Which step of how many.
     *
     * @param number from 1
     * @param of how many steps the plan has
     * @param step the step
     */
    record Position(int number, int of, DurabilityStep step) {
        private String label() {
            return "step " + number + " of " + of;
        }
    }

    /**
     * A step began.
     *
     * @param position which step
     */
    record StepStarted(Position position) implements DurabilityEvent {
        @Override
        public String describe() {
            return position.label() + ": " + position.step().describe();
        }
    }

    /**
     * A step went on.
     *
     * @param position which step
     * @param progress how far it is
     */
    record StepAdvanced(Position position, StepProgress progress) implements DurabilityEvent {
        @Override
        public String describe() {
            return position.label() + ": " + progress.done() + " of " + progress.total() + " done, "
                    + Math.round(progress.fraction() * 100) + " %";
        }
    }

    /**
     * A step waits for something.
     *
     * @param position which step
     * @param missing what is missing
     */
    record StepWaiting(Position position, List<String> missing) implements DurabilityEvent {
        /**
         * Copies the list.
         *
         * @param position which step
         * @param missing what is missing
         */
        public StepWaiting {
            missing = List.copyOf(missing);
        }

        @Override
        public String describe() {
            return position.label() + ": waiting: " + missing.get(0)
                    + (missing.size() > 1 ? " (and " + (missing.size() - 1) + " more)" : "");
        }
    }

    /**
     * A step is done.
     *
     * @param position which step
     * @param took how long it took
     */
    record StepFinished(Position position, Duration took) implements DurabilityEvent {
        @Override
        public String describe() {
            return position.label() + ": done in " + took.toMillis() + " ms";
        }
    }
}
