// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

/**
 * One thing that is wrong with a cluster, or could not be seen: what it is, what it means for those who write and for
 * those who read, and what to do. There is one finding of a kind for the whole cluster, however many partitions it is
 * about; its text stays short, its lists are complete.
 */
public sealed interface HealthFinding
        permits BrokerFinding,
                LogDirFinding,
                PartitionFinding,
                PlacementFinding,
                QuorumFinding,
                SettingFinding,
                SightFinding {
    /**
     * Returns the name of the kind of finding, which never changes: for dashboards, alerts and tests.
     *
     * @return lower case with hyphens, for example {@code partitions-offline}
     */
    String id();

    /**
     * Returns how bad it is.
     *
     * @return the severity
     */
    HealthSeverity severity();

    /**
     * Returns the best status that a cluster with this finding can have.
     *
     * @return the status
     */
    default HealthStatus status() {
        return switch (severity()) {
            case INFO -> HealthStatus.HEALTHY;
            case WARNING -> HealthStatus.DEGRADED;
            case CRITICAL -> HealthStatus.CRITICAL;
        };
    }

    /**
     * Returns what was seen.
     *
     * @return a sentence with values, of bounded length
     */
    String what();

    /**
     * Returns what it means for producers.
     *
     * @return a sentence
     */
    String writers();

    /**
     * Returns what it means for consumers.
     *
     * @return a sentence
     */
    String readers();

    /**
     * Returns what to do.
     *
     * @return a sentence
     */
    String remedy();

    /**
     * Returns the finding as text for people.
     *
     * @return a few lines
     */
    default String describe() {
        return severity() + " " + id() + ": " + what() + "\n  writers: " + writers() + "\n  readers: " + readers()
                + "\n  remedy:  " + remedy();
    }
}
