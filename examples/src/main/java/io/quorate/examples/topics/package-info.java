/** Compares the topics of a cluster with what is declared, and brings them nearer to it. */
@NullMarked
package io.quorate.examples.topics;

import org.jspecify.annotations.NullMarked;
