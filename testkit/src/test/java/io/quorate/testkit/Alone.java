// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Judges times, or whether ports and files of processes that ended are free: nothing of this build may run beside it. Kept by
 * the two executions of failsafe in {@code testkit/pom.xml}.
 */
@Documented
@Tag("alone")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Alone {}
