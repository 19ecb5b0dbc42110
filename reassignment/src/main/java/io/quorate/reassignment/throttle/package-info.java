/**
 * How fast replicas are copied: a throttle that is taken for the length of a run and given back as it was, and a look for
 * throttles that somebody left behind.
 */
@NullMarked
package io.quorate.reassignment.throttle;

import org.jspecify.annotations.NullMarked;
