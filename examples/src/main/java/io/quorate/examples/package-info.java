// SPDX-License-Identifier: Apache-2.0
/**
 * todo
 */
@NullMarked
package io.quorate.examples;

import org.jspecify.annotations.NullMarked;
