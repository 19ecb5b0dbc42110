// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.Gap;
import java.util.List;

/** What is wrong with the controllers. */
public sealed interface QuorumFinding extends HealthFinding {
    /**
     * The metadata quorum could not be read. Brokers then go on telling what they heard last, so that everything looks
     * well: all else in the report is stale.
     *
     * @param gap why
     */
    record Unreadable(Gap gap) implements QuorumFinding {
        @Override
        public String id() {
            return "quorum-unreadable";
        }

        @Override
        public HealthSeverity severity() {
            return isFailure() ? HealthSeverity.CRITICAL : HealthSeverity.WARNING;
        }

        @Override
        public HealthStatus status() {
            return isFailure() ? HealthStatus.CRITICAL : HealthStatus.UNKNOWN;
        }

        private boolean isFailure() {
            return gap.kind() != Gap.Kind.DENIED && gap.kind() != Gap.Kind.NOT_ASKED;
        }

        @Override
        public String what() {
            return "The metadata quorum could not be read (" + gap.kind() + ": " + Few.cut(gap.cause())
                    + "). What brokers tell of topics and of each other may be old.";
        }

        @Override
        public String writers() {
            return isFailure() ? "If the quorum is lost, they " + Few.FROZEN : "Not known.";
        }

        @Override
        public String readers() {
            return writers();
        }

        @Override
        public String remedy() {
            return switch (gap.kind()) {
                case DENIED -> "Allow the principal DESCRIBE on the CLUSTER resource.";
                case NOT_ASKED -> "Observe the section QUORUM, too.";
                default ->
                    "Start controllers until a majority of them runs; look at their logs and at the network"
                            + " between brokers and controllers.";
            };
        }
    }

    /**
     * The metadata quorum has no leader, so nobody decides.
     *
     * @param epoch the epoch that was seen
     * @param voters the controllers that vote
     */
    record WithoutLeader(int epoch, List<Integer> voters) implements QuorumFinding {
        /**
         * Copies the voters.
         *
         * @param epoch the epoch that was seen
         * @param voters the controllers that vote
         */
        public WithoutLeader {
            voters = List.copyOf(voters);
        }

        @Override
        public String id() {
            return "quorum-without-leader";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.CRITICAL;
        }

        @Override
        public String what() {
            return "The metadata quorum of " + Few.counted(voters, "voter", "voters") + " has no leader in epoch "
                    + epoch + ".";
        }

        @Override
        public String writers() {
            return "They " + Few.FROZEN;
        }

        @Override
        public String readers() {
            return writers();
        }

        @Override
        public String remedy() {
            return "Start controllers until a majority of " + (voters.size() / 2 + 1)
                    + " runs; an election takes a few seconds.";
        }
    }

    /**
     * Some voters do not follow the metadata log.
     *
     * @param behind the voters that do not, by node id
     * @param voters how many voters there are
     * @param tolerated how many may be gone before it is critical
     */
    record Degraded(List<Integer> behind, int voters, int tolerated) implements QuorumFinding {
        /**
         * Copies the voters.
         *
         * @param behind the voters that do not follow
         * @param voters how many voters there are
         * @param tolerated how many may be gone before it is critical
         */
        public Degraded {
            behind = List.copyOf(behind);
        }

        private int spare() {
            return voters - behind.size() - (voters / 2 + 1);
        }

        @Override
        public String id() {
            return "quorum-degraded";
        }

        @Override
        public HealthSeverity severity() {
            return spare() > 0 || behind.size() <= tolerated ? HealthSeverity.WARNING : HealthSeverity.CRITICAL;
        }

        @Override
        public String what() {
            return Few.count(behind.size(), "voter", "voters") + " of " + voters + " (" + Few.of(behind)
                    + ") " + (behind.size() == 1 ? "does" : "do") + " not follow the metadata log; "
                    + (spare() > 0
                            ? Few.count(spare(), "more", "more") + " may go."
                            : "the quorum stops with the next one that goes.");
        }

        @Override
        public String writers() {
            return Few.NOTHING_YET;
        }

        @Override
        public String readers() {
            return Few.NOTHING_YET;
        }

        @Override
        public String remedy() {
            return "Start or repair controllers " + Few.of(behind) + "; restart no other controller before.";
        }
    }

    /**
     * The quorum cannot lose a single voter, by its size.
     *
     * @param voters how many voters there are: 1 or 2
     */
    record WithoutSpare(int voters) implements QuorumFinding {
        @Override
        public String id() {
            return "quorum-without-spare";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.INFO;
        }

        @Override
        public String what() {
            return "The metadata quorum has " + Few.count(voters, "voter", "voters") + ": it stops when one goes.";
        }

        @Override
        public String writers() {
            return Few.NOTHING_YET;
        }

        @Override
        public String readers() {
            return Few.NOTHING_YET;
        }

        @Override
        public String remedy() {
            return "Run three controllers, or five.";
        }
    }
}
