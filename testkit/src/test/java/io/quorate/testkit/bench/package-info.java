/** Programs that measure. Tests do not run them; docs/benchmarks.md tells how to. */
@NullMarked
package io.quorate.testkit.bench;

import org.jspecify.annotations.NullMarked;
