// SPDX-License-Identifier: Apache-2.0
/** What the testkit's packages share about processes. Not for others: it changes without notice. */
@NullMarked
package io.quorate.testkit.cluster.internal;

import org.jspecify.annotations.NullMarked;
