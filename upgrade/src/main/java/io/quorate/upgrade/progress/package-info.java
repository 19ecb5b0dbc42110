// SPDX-License-Identifier: Apache-2.0
/**
 * What an upgrade tells while it runs, and what it has to say at the end: values.
 */
@NullMarked
package io.quorate.upgrade.progress;

import org.jspecify.annotations.NullMarked;
