// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

/**
 * How many series there may be.
 *
 * @param topics of each meter by topic
 * @param groups of each meter by group
 * @param partitions of each counter by partition
 */
record Limits(int topics, int groups, int partitions) {}
