// SPDX-License-Identifier: Apache-2.0
/**
 * todo
 */
@NullMarked
package io.quorate.upgrade.version;

import org.jspecify.annotations.NullMarked;
