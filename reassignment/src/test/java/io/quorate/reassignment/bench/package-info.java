// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of planning; {@code docs/benchmarks.md} has the commands and the figures. */
@NullMarked
package io.quorate.reassignment.bench;

import org.jspecify.annotations.NullMarked;
