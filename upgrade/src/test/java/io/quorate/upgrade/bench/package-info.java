/** Upgrades that are measured by hand; docs/benchmarks.md has the figures and the commands. */
@NullMarked
package io.quorate.upgrade.bench;

import org.jspecify.annotations.NullMarked;
