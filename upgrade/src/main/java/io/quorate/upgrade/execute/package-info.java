// SPDX-License-Identifier: Apache-2.0
/**
 * Carries a plan out: one node's turn after the other, each behind a gate, each written down before it begins.
 */
@NullMarked
package io.quorate.upgrade.execute;

import org.jspecify.annotations.NullMarked;
