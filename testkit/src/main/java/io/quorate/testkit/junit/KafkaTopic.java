// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for a new topic: a {@code String} parameter with it gets the topic's name, and a {@code Workload} parameter writes to
 * it. The topic exists and all of its replicas are in sync when the test begins.
 *
 * <p>Its name is the one given here, the test's name and a number, so that no two tests of a cluster share a topic.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface KafkaTopic {
    /**
     * Returns what the topic's name begins with.
     *
     * @return letters, digits, {@code .}, {@code _} and {@code -}. If not set, the parameter's name where the compiler keeps
     *     it ({@code -parameters}), else {@code arg0} and so on
     */
    String value() default "";

    /**
     * Returns how many partitions it has.
     *
     * @return 1 or more. If not set, 1
     */
    int partitions() default 1;

    /**
     * Returns how many replicas each partition has.
     *
     * @return 1 or more, or 0 for as many as there are brokers, but at most 3. If not set, 0
     */
    int replicas() default 0;

    /**
     * Returns its configs.
     *
     * @return each as {@code key=value}, by Kafka's keys. If not set, the cluster's defaults
     */
    String[] properties() default {};
}
