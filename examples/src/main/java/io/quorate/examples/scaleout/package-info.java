// SPDX-License-Identifier: Apache-2.0
/**
 * Three brokers become four, under load.
 */
@NullMarked
package io.quorate.examples.scaleout;

import org.jspecify.annotations.NullMarked;
