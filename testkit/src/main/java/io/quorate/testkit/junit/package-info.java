/**
 * Test clusters in JUnit 5 (5.12 and later): {@link io.quorate.testkit.junit.KafkaTest} on a class or a method, and what it
 * injects; {@link io.quorate.testkit.junit.KafkaVersions} for tests that run on several releases; and {@link
 * io.quorate.testkit.junit.TestClusterExtension} where a builder says more than an annotation can. Clusters are closed after
 * their tests, and their logs kept when one failed.
 */
@NullMarked
package io.quorate.testkit.junit;

import org.jspecify.annotations.NullMarked;
