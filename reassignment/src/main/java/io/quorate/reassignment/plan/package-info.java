// SPDX-License-Identifier: Apache-2.0
/**
 * todo
 */
@NullMarked
package io.quorate.reassignment.plan;

import org.jspecify.annotations.NullMarked;
