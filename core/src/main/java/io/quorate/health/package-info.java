// SPDX-License-Identifier: Apache-2.0
/**
 * Is the cluster well? {@link io.quorate.health.HealthCheck} turns what was seen of a cluster into one verdict with all
 * its reasons, {@link io.quorate.health.ClusterHealth}; it reads nothing itself, and it is never green where it could not
 * see.
 */
@NullMarked
package io.quorate.health;

import org.jspecify.annotations.NullMarked;
