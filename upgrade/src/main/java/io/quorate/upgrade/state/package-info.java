// SPDX-License-Identifier: Apache-2.0
/**
 * What the states of a node's turn and of a run are, and which follows which. Pure.
 */
@NullMarked
package io.quorate.upgrade.state;

import org.jspecify.annotations.NullMarked;
