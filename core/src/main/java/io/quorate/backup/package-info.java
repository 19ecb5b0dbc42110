// SPDX-License-Identifier: Apache-2.0
/**
 * A cluster's topics, configs and committed offsets as one document that can be kept under version control.
 */
@NullMarked
package io.quorate.backup;

import org.jspecify.annotations.NullMarked;
