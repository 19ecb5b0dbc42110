// SPDX-License-Identifier: Apache-2.0
/**
 * From one broker to a highly available cluster: what has to be done, in which order, and why it may be refused. Pure.
 */
@NullMarked
package io.quorate.reassignment.durability;

import org.jspecify.annotations.NullMarked;
