// SPDX-License-Identifier: Apache-2.0
/**
 * Looks at a cluster again and again, and tells what it sees: snapshots, events, liveness and readiness.
 */
@NullMarked
package io.quorate.health.monitor;

import org.jspecify.annotations.NullMarked;
