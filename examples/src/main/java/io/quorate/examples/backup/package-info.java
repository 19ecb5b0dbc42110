// SPDX-License-Identifier: Apache-2.0
/**
 * Saves what a cluster knows, and brings it back.
 */
@NullMarked
package io.quorate.examples.backup;

import org.jspecify.annotations.NullMarked;
