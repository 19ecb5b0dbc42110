// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** How bad a finding is. */
public enum Severity {
    /** The client will not start, or will lose data or stand still when a broker is lost. */
    ERROR,
    /** It will go wrong one day. */
    WARNING,
    /** Good to know. */
    INFO
}
