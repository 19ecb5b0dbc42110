/** Faults of a test cluster that are undone when they are closed, random schedules of them, and rolling restarts. */
@NullMarked
package io.quorate.testkit.fault;

import org.jspecify.annotations.NullMarked;
