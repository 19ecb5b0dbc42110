/** Programs that take the figures of docs/benchmarks.md. They are run by hand, never as tests. */
@NullMarked
package io.quorate.bench;

import org.jspecify.annotations.NullMarked;
