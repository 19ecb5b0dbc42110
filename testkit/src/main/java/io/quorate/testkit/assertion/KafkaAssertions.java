// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.load.WorkloadReport;
import org.apache.kafka.clients.admin.Admin;
import org.assertj.core.api.Assertions;

/**
 * The door to this package; it stands beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(cluster).within(Duration.ofSeconds(30)).hasBrokersOnline(1, 2, 3);
 * assertThat(cluster).topic("orders").hasReplicationFactor(3).isFullyInSync();
 * assertThat(cluster).partition("orders", 0).isLedBy(2);
 * assertThat(cluster).group("billing").isStable().hasNoLag();
 * assertThat(cluster).quorum().hasVoters(1, 2, 3).isLedByAnyOf(1, 3);
 * assertThat(report).lostNothing().isOrdered().wasUnavailableAtMost(Duration.ofSeconds(3));
 * }</pre>
 */
public final class KafkaAssertions extends Assertions {
    private KafkaAssertions() {}

    /**
     * Begins assertions about a test cluster.
     *
     * @param actual the cluster
     * @return its assertions
     */
    public static ClusterAssert assertThat(TestCluster actual) {
        return new ClusterAssert(actual.admin());
    }

    /**
     * Begins assertions about any cluster.
     *
     * @param actual a client of the cluster, which is only read with and stays open
     * @return the cluster's assertions
     */
    public static ClusterAssert assertThat(Admin actual) {
        return new ClusterAssert(actual);
    }

    /**
     * Begins assertions about what a workload found.
     *
     * @param actual the report
     * @return its assertions
     */
    public static WorkloadReportAssert assertThat(WorkloadReport actual) {
        return new WorkloadReportAssert(actual);
    }
}
