// SPDX-License-Identifier: Apache-2.0
/**
 * The main job: one broker becomes three, in place, under load, and no record is lost.
 */
@NullMarked
package io.quorate.examples.onetothree;

import org.jspecify.annotations.NullMarked;
