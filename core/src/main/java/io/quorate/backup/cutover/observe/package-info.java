// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the two clusters of a move.
 */
@NullMarked
package io.quorate.backup.cutover.observe;

import org.jspecify.annotations.NullMarked;
