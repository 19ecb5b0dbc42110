// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

/**
 * What a monitor has done since it was started.
 *
 * @param looks how often it looked at the cluster, also where nobody answered
 * @param unanswered how many of them nobody answered
 * @param skipped how often it did not ask, because the cluster had not answered several times in a row
 * @param newClients how often it made a new client after the first
 * @param listenerFailures how many exceptions listeners have thrown
 */
public record MonitorCounters(long looks, long unanswered, long skipped, long newClients, long listenerFailures) {}
