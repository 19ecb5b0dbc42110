// SPDX-License-Identifier: Apache-2.0
/**
 * What two packages of Quorate must share and nobody else should use.
 */
@NullMarked
package io.quorate.internal;

import org.jspecify.annotations.NullMarked;
