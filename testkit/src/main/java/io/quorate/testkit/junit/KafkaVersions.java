// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a method a test that runs once for each of these Kafka releases; there it stands in place of {@code @Test}. On a class,
 * all its tests and nested classes run on the first of them, then on the next; {@code @BeforeAll} and {@code @AfterAll} of the
 * class, which JUnit calls once, are given no cluster. Needs JUnit 5.13.
 *
 * <pre>{@code
 * @KafkaVersions({"3.9.2", "4.3.1"})
 * void readsWhatItWrote(TestCluster cluster, @KafkaTopic String orders) { ... }
 * }</pre>
 *
 * <p>All else of the cluster is as the closest {@link KafkaTest} says, or as that annotation's defaults do. If that one is on a
 * class, or this one is, the tests of the class share one cluster for each release, until the last of them; if it is on the
 * method, or this one is and there is none, every run has a cluster of its own. Releases are named in one place: a method or a
 * nested class whose class names some already is refused. It may be on another annotation, which then carries the releases of
 * a team.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestTemplate
@ClassTemplate
@ExtendWith(KafkaVersionsProvider.class)
public @interface KafkaVersions {
    /**
     * Returns the releases.
     *
     * @return releases such as {@code 3.9.2}, in the order in which the test runs on them; at least one
     */
    String[] value();
}
