// SPDX-License-Identifier: Apache-2.0
/**
 * The root of every exception that Quorate throws for operational reasons. The leaves live beside what throws them.
 */
@NullMarked
package io.quorate.error;

import org.jspecify.annotations.NullMarked;
