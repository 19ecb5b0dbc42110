// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.progress;

import io.quorate.upgrade.state.NodeState;
import io.quorate.upgrade.state.RunPhase;
import java.time.Instant;

/** Something that happened in a run. */
public sealed interface UpgradeEvent {
    /**
     * Returns when it happened.
     *
     * @return the time of day
     */
    Instant at();

    /**
     * Returns the event in words for people.
     *
     * @return a line
     */
    String describe();

    /**
     * The run is at something else now.
     *
     * @param at when
     * @param phase at what
     * @param detail of it; may be empty
     */
    record PhaseEntered(Instant at, RunPhase phase, String detail) implements UpgradeEvent {
        @Override
        public String describe() {
            return phase + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /**
     * A node is somewhere else in its turn.
     *
     * @param at when
     * @param state where
     */
    record NodeChanged(Instant at, NodeState state) implements UpgradeEvent {
        @Override
        public String describe() {
            return state.describe();
        }
    }

    /**
     * The run waits, because it would not be safe to go on. Told when the reasons change, not at every look.
     *
     * @param at when
     * @param why the reasons
     */
    record Holding(Instant at, String why) implements UpgradeEvent {
        @Override
        public String describe() {
            return "waiting: " + why;
        }
    }

    /**
     * The run goes on although something is not as it should be.
     *
     * @param at when
     * @param what is not
     */
    record Warned(Instant at, String what) implements UpgradeEvent {
        @Override
        public String describe() {
            return "warning: " + what;
        }
    }

    /**
     * Something was done that concerns no single node.
     *
     * @param at when
     * @param what was done
     */
    record Noted(Instant at, String what) implements UpgradeEvent {
        @Override
        public String describe() {
            return what;
        }
    }
}
