/** What looking at a large cluster costs; programs, not tests. */
@NullMarked
package io.quorate.health.bench;

import org.jspecify.annotations.NullMarked;
