// SPDX-License-Identifier: Apache-2.0
/**
 * What is told about work that goes on: events, listeners, snapshots. Values and interfaces only.
 */
@NullMarked
package io.quorate.reassignment.progress;

import org.jspecify.annotations.NullMarked;
