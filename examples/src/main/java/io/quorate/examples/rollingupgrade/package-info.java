// SPDX-License-Identifier: Apache-2.0
/**
 * A cluster goes to another release under load.
 */
@NullMarked
package io.quorate.examples.rollingupgrade;

import org.jspecify.annotations.NullMarked;
