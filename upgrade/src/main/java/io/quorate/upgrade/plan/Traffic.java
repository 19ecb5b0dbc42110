// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.time.Duration;

/**
 * How busy a cluster is, by what was appended to its partitions.
 *
 * @param recordsPerSecondNow over the last minutes
 * @param recordsPerSecondBefore over the time before them
 * @param now how long the last minutes are
 * @param before how long the time before them is
 */
public record Traffic(double recordsPerSecondNow, double recordsPerSecondBefore, Duration now, Duration before) {}
