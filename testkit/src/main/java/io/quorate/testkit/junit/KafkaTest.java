// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.security.SecurityKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a real Kafka cluster of child processes.
 *
 * <pre>{@code
 * @KafkaTest(nodes = 3, racks = {"a", "b", "c"}, properties = "min.insync.replicas=2")
 * class OrdersTest {
 *     @Test
 *     void keepsItsOrdersWhenABrokerDies(
 *             TestCluster cluster,
 *             @KafkaTopic(partitions = 6) String orders,
 *             Producer<String, byte[]> producer,
 *             Consumer<String, byte[]> consumer) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p><b>Where.</b> On a class, all tests of the class and of its nested classes share the cluster; topics and groups that are
 * injected have names of their own in each test. On a method, the test has a cluster of its own. The closest one wins. On
 * another annotation it carries the defaults of a team: {@code @KafkaTest(nodes = 3, version = "3.9.2") @interface
 * TeamKafkaTest {}}. It does not make a method a test; {@code @Test}, {@code @ParameterizedTest} or {@link KafkaVersions} does.
 *
 * <p><b>When.</b> The cluster starts when the first test needs it and is closed after the last test of its class, or after its
 * method. If one of its tests failed, the logs and data of its nodes are kept, and the failure says where. Test classes may
 * run in parallel: each has its own cluster.
 *
 * <p><b>What is injected</b> into tests, lifecycle methods and constructors:
 *
 * <ul>
 *   <li>{@link io.quorate.testkit.cluster.TestCluster}, and its shared {@code Admin}, which the cluster closes
 *   <li>{@code Producer<K, V>} and {@code Consumer<K, V>}, or {@code KafkaProducer} and {@code KafkaConsumer}, of types that
 *       Kafka has serializers for, closed after the test; a producer is idempotent with {@code acks=all}, a consumer has a new
 *       group, and begins at the earliest offset; {@link ClientProperties} sets more
 *   <li>a {@code String} with {@link KafkaTopic}: the name of a new topic
 *   <li>{@link io.quorate.testkit.load.Workload}, running on a new topic with an idempotent and a transactional producer and a
 *       group of two, ended after the test; or {@link io.quorate.testkit.load.WorkloadBuilder}, which knows the cluster, for
 *       another one
 *   <li>{@link io.quorate.testkit.fault.Faults}, undone after the test
 * </ul>
 *
 * <p>The brokers are no part of the class path of the tests, which needs {@code kafka-clients} only. For what cannot be said
 * here, {@link TestClusterExtension} takes a builder.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(KafkaTestExtension.class)
public @interface KafkaTest {
    /**
     * Returns how many nodes the cluster has; with {@link Layout#SEPARATE}, how many brokers.
     *
     * @return 1 or more. If not set, 3
     */
    int nodes() default 3;

    /**
     * Returns how many controllers a cluster with {@link Layout#SEPARATE} has.
     *
     * @return 1 or more. If not set, 3
     */
    int controllers() default 3;

    /**
     * Returns whether nodes have both roles or one.
     *
     * @return the layout. If not set, both
     */
    Layout layout() default Layout.COMBINED;

    /**
     * Returns the racks over which the brokers are spread in turn.
     *
     * @return values of {@code broker.rack}. If not set, brokers have no rack
     */
    String[] racks() default {};

    /**
     * Returns the release that the nodes run.
     *
     * @return a release such as {@code 3.9.2}. If not set, {@value KafkaDistribution#CURRENT}
     */
    String version() default KafkaDistribution.CURRENT;

    /**
     * Returns how clients and brokers prove who they are; what is injected comes as the super user.
     *
     * @return a kind of security. If not set, none: plaintext
     */
    SecurityKind security() default SecurityKind.NONE;

    /**
     * Returns whether there are links between the nodes, which faults can cut and slow.
     *
     * @return whether proxies stand in front of every listener. If not set, none do
     */
    boolean links() default false;

    /**
     * Returns properties of every node.
     *
     * @return each as {@code key=value}, by Kafka's keys. If not set, what suits tests, or Kafka's default
     */
    String[] properties() default {};
}
