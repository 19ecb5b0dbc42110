// SPDX-License-Identifier: Apache-2.0
/**
 * What a reassignment does, for people: as text, and as a page with pictures.
 */
@NullMarked
package io.quorate.reassignment.report;

import org.jspecify.annotations.NullMarked;
