// SPDX-License-Identifier: Apache-2.0
/**
 * Time, injected: the only package that reads a clock or waits.
 */
@NullMarked
package io.quorate.time;

import org.jspecify.annotations.NullMarked;
