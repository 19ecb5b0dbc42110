// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import java.util.List;

/** What is wrong with disks. */
public sealed interface LogDirFinding extends HealthFinding {
    /**
     * A log dir of a broker.
     *
     * @param nodeId the broker
     * @param path where it is on that broker
     */
    record Place(int nodeId, String path) {
        @Override
        public String toString() {
            return "broker " + nodeId + ": " + Few.cut(path);
        }
    }

    /**
     * Log dirs failed; their replicas are offline until the broker is restarted with a disk that works.
     *
     * @param logDirs which
     * @param problem what the broker says of the first
     */
    record Failed(List<Place> logDirs, String problem) implements LogDirFinding {
        /**
         * Copies the log dirs.
         *
         * @param logDirs which
         * @param problem what the broker says of the first
         */
        public Failed {
            logDirs = List.copyOf(logDirs);
        }

        @Override
        public String id() {
            return "log-dirs-failed";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.CRITICAL;
        }

        @Override
        public String what() {
            return Few.counted(logDirs, "log dir has", "log dirs have") + " failed: " + Few.cut(problem) + ".";
        }

        @Override
        public String writers() {
            return "Those of partitions that have too few replicas elsewhere stop; the findings on partitions say which.";
        }

        @Override
        public String readers() {
            return "Those of partitions that have no replica elsewhere stop.";
        }

        @Override
        public String remedy() {
            return "Repair or replace the disk and restart the broker: it does not take the log dir back while it runs.";
        }
    }

    /**
     * The fill of a log dir.
     *
     * @param place which
     * @param usable the share of its volume that can still be written, 0 to 1
     * @param usableBytes the same in bytes
     */
    record Fill(Place place, double usable, long usableBytes) {
        @Override
        public String toString() {
            return place + " has " + Few.percent(usable) + ", " + Few.bytes(usableBytes);
        }
    }

    /**
     * Log dirs have little room left.
     *
     * @param logDirs which, the fullest first
     * @param severity critical if one of them has all but none
     */
    record Filling(List<Fill> logDirs, HealthSeverity severity) implements LogDirFinding {
        /**
         * Copies the log dirs.
         *
         * @param logDirs which, the fullest first
         * @param severity critical if one of them has all but none
         */
        public Filling {
            logDirs = List.copyOf(logDirs);
        }

        @Override
        public String id() {
            return "log-dirs-filling";
        }

        @Override
        public String what() {
            return Few.count(logDirs.size(), "log dir has", "log dirs have") + " little room left: " + Few.of(logDirs)
                    + ".";
        }

        @Override
        public String writers() {
            return "A log dir that is full fails; a broker whose log dirs have all failed shuts down.";
        }

        @Override
        public String readers() {
            return "As writers.";
        }

        @Override
        public String remedy() {
            return "Shorten retention, reassign replicas elsewhere, or give the volume more room.";
        }
    }

    /**
     * Log dirs are cordoned: no new replica is put there (KIP-1066).
     *
     * @param logDirs which
     */
    record Cordoned(List<Place> logDirs) implements LogDirFinding {
        /**
         * Copies the log dirs.
         *
         * @param logDirs which
         */
        public Cordoned {
            logDirs = List.copyOf(logDirs);
        }

        @Override
        public String id() {
            return "log-dirs-cordoned";
        }

        @Override
        public HealthSeverity severity() {
            return HealthSeverity.INFO;
        }

        @Override
        public String what() {
            return Few.counted(logDirs, "log dir is", "log dirs are") + " cordoned.";
        }

        @Override
        public String writers() {
            return "Nothing, as long as enough other log dirs take new replicas.";
        }

        @Override
        public String readers() {
            return "Nothing.";
        }

        @Override
        public String remedy() {
            return "Remove them from cordoned.log.dirs when the work on them is done.";
        }
    }
}
