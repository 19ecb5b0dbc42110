// SPDX-License-Identifier: Apache-2.0
/**
 * What survives the coordinator: intents before acts, results after them, in a place outside the cluster.
 */
@NullMarked
package io.quorate.upgrade.journal;

import org.jspecify.annotations.NullMarked;
