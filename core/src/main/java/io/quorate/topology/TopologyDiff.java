// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is declared against what runs.
 *
 * @param differences everything that is not as declared
 * @param gaps what could not be seen, so that it may differ as well
 */
public record TopologyDiff(List<Difference> differences, List<Gap> gaps) {
    /**
     * Copies the lists.
     *
     * @param differences what differs
     * @param gaps what could not be seen
     */
    public TopologyDiff {
        differences = List.copyOf(differences);
        gaps = List.copyOf(gaps);
    }

    /**
     * One thing that is not as declared.
     *
     * @param kind what it is about
     * @param subject which one, such as {@code broker 3}
     * @param declared what the topology says
     * @param live what was seen
     * @param source who set it, for configs
     */
    public record Difference(
            Kind kind, String subject, String declared, String live, Optional<ConfigValue.Source> source) {
        /** What may differ. */
        public enum Kind {
            /** Another cluster. */
            CLUSTER_ID,
            /** A declared broker that is not registered. */
            MISSING_BROKER,
            /** A declared broker that is registered and not alive. */
            FENCED_BROKER,
            /** A registered broker that is not declared. */
            UNEXPECTED_BROKER,
            /** Another rack. */
            RACK,
            /** Another address. */
            ENDPOINT,
            /** Other controllers, or another directory id. */
            VOTERS,
            /** Static in place of dynamic, or the other way round. */
            QUORUM_KIND,
            /** Another value of a config. */
            CONFIG
        }

        /**
         * Returns the difference as a sentence.
         *
         * @return for people
         */
        public String describe() {
            return subject + ": declared " + declared + ", live " + live
                    + source.map(who -> " (" + who + ")").orElse("");
        }
    }

    static TopologyDiff between(ClusterTopology topology, ClusterState live) {
        return new TopologyComparison(topology, live).compare();
    }

    /**
     * Tells whether what runs is what is declared, and everything was seen.
     *
     * @return whether there is neither a difference nor a gap
     */
    public boolean isEmpty() {
        return differences.isEmpty() && gaps.isEmpty();
    }

    /**
     * Returns the comparison as text.
     *
     * @return a line for each difference and each gap
     */
    public String describe() {
        if (isEmpty()) {
            return "What runs is as declared.";
        }
        return Stream.concat(
                        differences.stream().map(Difference::describe),
                        gaps.stream().map(gap -> "not seen: " + gap.describe()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
