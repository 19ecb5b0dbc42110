// SPDX-License-Identifier: Apache-2.0
/**
 * todo
 */
@NullMarked
package io.quorate.cluster;

import org.jspecify.annotations.NullMarked;
