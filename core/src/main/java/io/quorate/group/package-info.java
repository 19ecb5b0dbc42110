// SPDX-License-Identifier: Apache-2.0
/**
 * Consumer groups, their committed offsets and their lag.
 */
@NullMarked
package io.quorate.group;

import org.jspecify.annotations.NullMarked;
