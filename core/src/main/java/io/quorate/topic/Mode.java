// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

/** How much may be changed to bring topics nearer to what is declared. No mode deletes anything. */
public enum Mode {
    /** Nothing: look and report. */
    VALIDATE,
    /** Declared topics that do not exist are created. */
    CREATE_MISSING,
    /** As {@link #CREATE_MISSING}, and configs are set where that is {@link Risk#SAFE}. */
    RECONCILE_SAFE,
    /** As {@link #RECONCILE_SAFE}, and what somebody consented to, topic by topic. */
    RECONCILE
}
