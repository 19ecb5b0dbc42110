/** Looks at the health of a cluster: a live page, an answer for load balancers, and metrics, over HTTP on loopback. */
@NullMarked
package io.quorate.examples.health;

import org.jspecify.annotations.NullMarked;
