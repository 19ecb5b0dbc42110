// SPDX-License-Identifier: Apache-2.0
/**
 * How consumer groups get on, judged by several looks in a row: pure, no clock and no cluster.
 */
@NullMarked
package io.quorate.health.group;

import org.jspecify.annotations.NullMarked;
