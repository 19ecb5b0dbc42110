// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Gap;
import java.util.List;

/** What could not be seen. */
public sealed interface SightFinding extends HealthFinding {
    /**
     * Nobody of the cluster answered.
     *
     * @param gap why
     */
    record Unreachable(Gap gap) implements SightFinding {
        @Override
        public String id() {
            return "cluster-unreachable";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.CRITICAL;
        }

        @Override
        public String what() {
            return "Nobody of the cluster answered (" + gap.kind() + ": " + Few.cut(gap.cause()) + ").";
        }

        @Override
        public String writers() {
            return "Stopped, if they see what we see.";
        }

        @Override
        public String readers() {
            return "Stopped, if they see what we see.";
        }

        @Override
        public String remedy() {
            return "Check that brokers run, and bootstrap.servers, the security settings and the network from here.";
        }
    }

    /**
     * Something was asked for and not answered, or was not asked for.
     *
     * @param gaps each thing that is missing
     * @param status how much that hides
     */
    record NotObserved(List<Gap> gaps, HealthStatus status) implements SightFinding {
        /**
         * Copies the gaps.
         *
         * @param gaps each thing that is missing
         * @param status how much that hides
         */
        public NotObserved {
            gaps = List.copyOf(gaps);
        }

        @Override
        public String id() {
            return "not-observed";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.WARNING;
        }

        @Override
        public String what() {
            return "Not seen: "
                    + Few.of(gaps.stream().map(gap -> Few.cut(gap.describe())).toList()) + ".";
        }

        @Override
        public String writers() {
            return Few.NOBODY_KNOWS;
        }

        @Override
        public String readers() {
            return Few.NOBODY_KNOWS;
        }

        @Override
        public String remedy() {
            return "DENIED: allow the principal DESCRIBE on the cluster and the topics, and DESCRIBE_CONFIGS. UNREACHABLE:"
                    + " look at the broker that was asked. NOT_ASKED: observe that section, or say in the HealthPolicy that"
                    + " it is not to be seen.";
        }
    }

    /**
     * Something can never be seen here: the release does not tell, or the policy says that it is not to be seen.
     *
     * @param gaps each thing that cannot be seen
     * @param severity a warning if one of them decides about the verdict
     */
    record NotVisible(List<Gap> gaps, HealthSeverity severity) implements SightFinding {
        /**
         * Copies the gaps.
         *
         * @param gaps each thing that cannot be seen
         * @param severity a warning if one of them decides about the verdict
         */
        public NotVisible {
            gaps = List.copyOf(gaps);
        }

        @Override
        public String id() {
            return "not-visible";
        }

        @Override
        public String what() {
            return "Not to be seen on this cluster: "
                    + Few.of(gaps.stream()
                            .map(gap -> gap.subject() + " (" + gap.kind() + ")")
                            .toList())
                    + ".";
        }

        @Override
        public String writers() {
            return Few.NOBODY_KNOWS;
        }

        @Override
        public String readers() {
            return Few.NOBODY_KNOWS;
        }

        @Override
        public String remedy() {
            return "Nothing, if that is meant: HealthPolicy.notToBeSeen(...) says so. An upgrade of the brokers shows"
                    + " what is UNSUPPORTED.";
        }
    }
}
