// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

/** How a process is ended. */
public enum StopMode {
    /** Asked to end (SIGTERM): the broker hands over its leaders first. It is never killed if it takes too long. */
    CONTROLLED,
    /** Killed (SIGKILL): for a process that hangs, after somebody has decided so. */
    KILL
}
