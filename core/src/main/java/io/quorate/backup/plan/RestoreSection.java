// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

/** A part of a restore, in the order in which they are done. */
public enum RestoreSection {
    /** The cluster id and the finalized features are compared; nothing is written. */
    CLUSTER,
    /** Topics are created. */
    TOPICS,
    /** Dynamic configs are set. */
    CONFIGS,
    /** Quotas are set. */
    QUOTAS,
    /** ACLs are created. */
    ACLS,
    /** SCRAM users are compared; nobody has their passwords. */
    SCRAM_USERS,
    /** Groups get their commits back. */
    OFFSETS
}
