// SPDX-License-Identifier: Apache-2.0
/**
 * Runnable scenarios, one for each thing that Quorate does. {@link io.quorate.examples.Main} lists and runs them.
 */
@NullMarked
package io.quorate.examples;

import org.jspecify.annotations.NullMarked;
