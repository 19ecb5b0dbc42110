// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** What is between a client and the brokers. */
public enum ClientNetwork {
    /** Nothing that drops idle connections, and brokers that keep their addresses. */
    DATA_CENTER,
    /** Load balancers or gateways that drop connections that are idle for a few minutes. */
    CLOUD,
    /** Brokers whose addresses change whenever they restart. */
    KUBERNETES
}
