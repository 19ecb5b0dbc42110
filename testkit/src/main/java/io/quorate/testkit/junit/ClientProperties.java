// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets properties of a producer or consumer that is injected: {@code @ClientProperties("linger.ms=5") Producer<..> p}. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ClientProperties {
    /**
     * Returns the properties.
     *
     * @return each as {@code key=value}, by Kafka's keys; they win over ours
     */
    String[] value();
}
