// SPDX-License-Identifier: Apache-2.0
/**
 * Writes one small record to each broker and reads it back, for whoever asks for it.
 */
@NullMarked
package io.quorate.health.probe;

import org.jspecify.annotations.NullMarked;
