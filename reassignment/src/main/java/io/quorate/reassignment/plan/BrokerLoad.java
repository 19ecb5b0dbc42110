// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a broker bears.
 *
 * @param broker its node id
 * @param rack its rack, or {@code null} if it has none
 * @param replicas how many replicas it holds
 * @param leaders of how many partitions it is the preferred leader
 * @param bytes the bytes of its replicas, as far as sizes are known
 */
public record BrokerLoad(int broker, @Nullable String rack, int replicas, int leaders, long bytes) {}
