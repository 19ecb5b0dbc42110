// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

/** Hears what happens while a reassignment plan is run. */
@FunctionalInterface
public interface ReassignmentListener {
    /**
     * Takes an event. Called on the thread of the run, one event after the other, so it should return soon. What it
     * throws is logged and changes nothing.
     *
     * @param event what happened
     */
    void onEvent(ReassignmentEvent event);
}
