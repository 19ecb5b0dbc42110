// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.progress;

/** Hears what happens in a run. */
@FunctionalInterface
public interface UpgradeListener {
    /**
     * Something happened. Called in order; of a wave of several nodes from several threads, but never from two at the same
     * time. An exception is logged and changes nothing.
     *
     * @param event what
     */
    void onEvent(UpgradeEvent event);
}
