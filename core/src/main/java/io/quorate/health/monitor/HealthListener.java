// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

/**
 * Hears what a {@link HealthMonitor} sees, in order and on the monitor's only thread: whoever takes long makes the next look
 * late. An exception is logged once and changes nothing.
 */
@FunctionalInterface
public interface HealthListener {
    /**
     * Something has changed in the cluster.
     *
     * @param event what
     */
    void onEvent(HealthEvent event);

    /**
     * The cluster was looked at. Called after the events of the same look, when {@link HealthMonitor#latest} already shows it.
     *
     * @param snapshot what was seen
     */
    default void onSnapshot(HealthSnapshot snapshot) {}
}
