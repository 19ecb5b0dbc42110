// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON of {@code kafka-reassign-partitions}, read and written as a stream: a million partitions take no object each.
 */
@NullMarked
package io.quorate.reassignment.json;

import org.jspecify.annotations.NullMarked;
