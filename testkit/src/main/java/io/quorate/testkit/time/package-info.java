// SPDX-License-Identifier: Apache-2.0
/**
 * The clock of the testkit: the only place that reads the time or waits, so that everything above it can be tested without
 * either.
 */
@NullMarked
package io.quorate.testkit.time;

import org.jspecify.annotations.NullMarked;
