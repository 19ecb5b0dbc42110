// SPDX-License-Identifier: Apache-2.0
/**
 * The only readers of {@code Admin}. They return values and change nothing.
 */
@NullMarked
package io.quorate.observe;

import org.jspecify.annotations.NullMarked;
