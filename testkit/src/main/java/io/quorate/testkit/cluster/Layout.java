// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/** How the roles of a cluster are spread over its nodes. */
public enum Layout {
    /** Every node is a broker and a controller. */
    COMBINED,
    /** Every node has one role; brokers have ids from 1, controllers from 101. */
    SEPARATE
}
