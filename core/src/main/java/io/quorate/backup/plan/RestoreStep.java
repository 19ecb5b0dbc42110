// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ConfigScope;
import io.quorate.backup.QuotaBackup;
import io.quorate.group.CommittedOffset;
import io.quorate.internal.ByPartition;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;

/** What a restore does about one thing. */
public sealed interface RestoreStep {
    /** What becomes of a thing. */
    enum Outcome {
        /** It is not there, and is made. */
        CREATE,
        /** It is there, and is changed. */
        CHANGE,
        /** It is as in the backup. */
        SAME,
        /** It is left as it is, although it differs; somebody can do something about that. */
        REFUSED,
        /** Nobody can restore it from a backup. */
        NOT_POSSIBLE;

        /** The word in descriptions. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * Returns which part of the restore it belongs to.
     *
     * @return the section
     */
    RestoreSection section();

    /**
     * Returns what it is about.
     *
     * @return for example {@code topic orders}
     */
    String subject();

    /**
     * Returns what becomes of it.
     *
     * @return the outcome
     */
    Outcome outcome();

    /**
     * Returns what is done, or why not.
     *
     * @return a phrase for people
     */
    String detail();

    /**
     * Tells whether the step writes to the cluster.
     *
     * @return {@code true} if it creates or changes something
     */
    default boolean isWrite() {
        return outcome() == Outcome.CREATE || outcome() == Outcome.CHANGE;
    }

    /**
     * Returns one line for people.
     *
     * @return the line
     */
    default String describe() {
        return outcome().word() + " " + subject() + (detail().isEmpty() ? "" : ": " + detail());
    }

    /**
     * Creates a topic.
     *
     * @param topic its name
     * @param replicas the replicas of each partition in the backup
     * @param placement whether the partitions get the same ones, or only as many
     * @param configs what is set on it
     */
    record CreateTopic(String topic, List<List<Integer>> replicas, Placement placement, Map<String, String> configs)
            implements RestoreStep {
        /**
         * Copies lists and configs.
         *
         * @param topic its name
         * @param replicas the replicas of each partition in the backup
         * @param placement whether the partitions get the same ones
         * @param configs what is set on it
         */
        public CreateTopic {
            replicas = replicas.stream().<List<Integer>>map(List::copyOf).toList();
            configs = Collections.unmodifiableMap(new TreeMap<>(configs));
        }

        /**
         * Returns the replication factor.
         *
         * @return how many replicas each partition gets
         */
        public int replicationFactor() {
            return replicas.get(0).size();
        }

        @Override
        public RestoreSection section() {
            return RestoreSection.TOPICS;
        }

        @Override
        public String subject() {
            return "topic " + topic;
        }

        @Override
        public Outcome outcome() {
            return Outcome.CREATE;
        }

        @Override
        public String detail() {
            return replicas.size() + " partitions, "
                    + (placement == Placement.AS_IN_BACKUP
                            ? "replicas " + replicas
                            : "replication factor " + replicationFactor())
                    + (configs.isEmpty() ? "" : ", " + configs);
        }
    }

    /**
     * Adds the partitions that a topic lacks.
     *
     * @param topic its name
     * @param from how many it has
     * @param to how many it gets
     */
    record AddPartitions(String topic, int from, int to) implements RestoreStep {
        @Override
        public RestoreSection section() {
            return RestoreSection.TOPICS;
        }

        @Override
        public String subject() {
            return "topic " + topic;
        }

        @Override
        public Outcome outcome() {
            return Outcome.CHANGE;
        }

        @Override
        public String detail() {
            return "partitions " + from + " -> " + to + "; keys go to other partitions from then on";
        }
    }

    /**
     * Sets configs on something that exists. What else is set there stays.
     *
     * @param scope what kind of thing
     * @param name which
     * @param values the values by key
     * @param before what is set for these keys now; one that is missing is inherited
     */
    record SetConfigs(ConfigScope scope, String name, Map<String, String> values, Map<String, String> before)
            implements RestoreStep {
        /**
         * Copies both maps, sorted.
         *
         * @param scope what kind of thing
         * @param name which
         * @param values the values by key
         * @param before what is set for these keys now
         */
        public SetConfigs {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
            before = Collections.unmodifiableMap(new TreeMap<>(before));
        }

        @Override
        public RestoreSection section() {
            return RestoreSection.CONFIGS;
        }

        @Override
        public String subject() {
            return scope.subject(name);
        }

        @Override
        public Outcome outcome() {
            return before.isEmpty() ? Outcome.CREATE : Outcome.CHANGE;
        }

        @Override
        public String detail() {
            return Phrases.changes(values, before);
        }
    }

    /**
     * Sets quotas of an entity. Other limits that it has stay.
     *
     * @param quota the limits that are set
     * @param before what these limits are now; one that is missing is unlimited
     */
    record SetQuota(QuotaBackup quota, Map<String, Double> before) implements RestoreStep {
        /**
         * Copies the limits, sorted.
         *
         * @param quota the limits that are set
         * @param before what these limits are now
         */
        public SetQuota {
            before = Collections.unmodifiableMap(new TreeMap<>(before));
        }

        @Override
        public RestoreSection section() {
            return RestoreSection.QUOTAS;
        }

        @Override
        public String subject() {
            return quota.subject();
        }

        @Override
        public Outcome outcome() {
            return before.isEmpty() ? Outcome.CREATE : Outcome.CHANGE;
        }

        @Override
        public String detail() {
            return Phrases.changes(quota.limits(), before);
        }
    }

    /**
     * Creates an ACL.
     *
     * @param acl the ACL
     */
    record CreateAcl(AclBinding acl) implements RestoreStep {
        @Override
        public RestoreSection section() {
            return RestoreSection.ACLS;
        }

        @Override
        public String subject() {
            return Phrases.acl(acl);
        }

        @Override
        public Outcome outcome() {
            return Outcome.CREATE;
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /**
     * Commits offsets for a group without members. A group that is not there becomes an empty classic one, and is forgotten after
     * {@code offsets.retention.minutes} (default 7 days) if nobody uses it.
     *
     * @param group the group
     * @param commits the commits by partition
     * @param before the offsets that it has in these partitions now
     */
    record CommitOffsets(String group, Map<TopicPartition, CommittedOffset> commits, Map<TopicPartition, Long> before)
            implements RestoreStep {
        /**
         * Copies both maps, sorted.
         *
         * @param group the group
         * @param commits the commits by partition
         * @param before the offsets that it has in these partitions now
         */
        public CommitOffsets {
            commits = sorted(commits);
            before = sorted(before);
        }

        private static <V> Map<TopicPartition, V> sorted(Map<TopicPartition, V> map) {
            Map<TopicPartition, V> copy = new TreeMap<>(ByPartition.ORDER);
            copy.putAll(map);
            return Collections.unmodifiableMap(copy);
        }

        @Override
        public RestoreSection section() {
            return RestoreSection.OFFSETS;
        }

        @Override
        public String subject() {
            return Phrases.group(group);
        }

        @Override
        public Outcome outcome() {
            return before.isEmpty() ? Outcome.CREATE : Outcome.CHANGE;
        }

        @Override
        public String detail() {
            return commits.entrySet().stream()
                    .map(entry -> entry.getKey() + " "
                            + (before.containsKey(entry.getKey()) ? before.get(entry.getKey()) + " -> " : "")
                            + entry.getValue().offset())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Nothing to do.
     *
     * @param section which part
     * @param subject what is as in the backup
     */
    record Same(RestoreSection section, String subject) implements RestoreStep {
        @Override
        public Outcome outcome() {
            return Outcome.SAME;
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /**
     * Not done, although it differs.
     *
     * @param section which part
     * @param subject what it is about
     * @param reason why not, with what was seen
     * @param remedy what somebody can do about it
     */
    record Refused(RestoreSection section, String subject, String reason, String remedy) implements RestoreStep {
        @Override
        public Outcome outcome() {
            return Outcome.REFUSED;
        }

        @Override
        public String detail() {
            return reason + "; " + remedy;
        }
    }

    /**
     * Cannot be done from a backup.
     *
     * @param section which part
     * @param subject what it is about
     * @param reason why not
     */
    record NotPossible(RestoreSection section, String subject, String reason) implements RestoreStep {
        @Override
        public Outcome outcome() {
            return Outcome.NOT_POSSIBLE;
        }

        @Override
        public String detail() {
            return reason;
        }
    }
}
