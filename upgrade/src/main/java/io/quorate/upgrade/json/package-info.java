// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON form of a plan: to be kept, compared, shown to somebody and carried out later.
 */
@NullMarked
package io.quorate.upgrade.json;

import org.jspecify.annotations.NullMarked;
