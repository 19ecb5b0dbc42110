/**
 * What a run must remember and the cluster cannot tell afterwards: which replicas partitions had, in order, what a throttle
 * was before, and which step was about to be taken. It is written before the step, and read after a crash.
 */
@NullMarked
package io.quorate.reassignment.journal;

import org.jspecify.annotations.NullMarked;
