// SPDX-License-Identifier: Apache-2.0
/**
 * Plans a reassignment from files, without a cluster.
 */
@NullMarked
package io.quorate.examples.offline;

import org.jspecify.annotations.NullMarked;
