/** Scenarios about the shape of a cluster: render it, lint files of others, say what it survives. */
@NullMarked
package io.quorate.examples.topology;

import org.jspecify.annotations.NullMarked;
