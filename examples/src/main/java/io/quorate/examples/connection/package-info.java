// SPDX-License-Identifier: Apache-2.0
/**
 * How scenarios get at a cluster that exists.
 */
@NullMarked
package io.quorate.examples.connection;

import org.jspecify.annotations.NullMarked;
