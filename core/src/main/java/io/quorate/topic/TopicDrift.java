// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** One way in which a topic is not as declared: what was declared, what was seen, what removing it costs, and how. */
public sealed interface TopicDrift {
    /** Whether somebody has to do something. */
    enum Severity {
        /** The topic is not as declared. */
        VIOLATION,
        /** Worth to know; the topic is as declared. */
        REMARK
    }

    /**
     * Returns the topic.
     *
     * @return its name
     */
    String topic();

    /**
     * Returns what it costs to remove the drift.
     *
     * @return the class of risk
     */
    Risk risk();

    /**
     * Says what was declared and what was seen.
     *
     * @return a sentence without a full stop
     */
    String describe();

    /**
     * Says what to do about it.
     *
     * @return a sentence without a full stop
     */
    String remedy();

    /**
     * Tells whether somebody has to do something.
     *
     * @return the severity
     */
    default Severity severity() {
        return Severity.VIOLATION;
    }

    /**
     * Tells whether {@code TopicReconciler} can remove it, given consent where the risk needs it.
     *
     * @return {@code true} if it can
     */
    default boolean isFixableOnline() {
        return risk() == Risk.SAFE || risk().canBeConsentedTo();
    }

    /**
     * A declared topic is not there.
     *
     * @param policy what declares it
     */
    record Missing(TopicPolicy policy) implements TopicDrift {
        @Override
        public String topic() {
            return policy.subject();
        }

        @Override
        public Risk risk() {
            return Risk.SAFE;
        }

        @Override
        public String describe() {
            return "the topic does not exist" + (policy.owner().isEmpty() ? "" : "; its owner is " + policy.owner());
        }

        @Override
        public String remedy() {
            return canBeCreated()
                    ? "create it, for example with mode CREATE_MISSING"
                    : "declare partitions and replicationFactor so that it can be created, or create it by hand";
        }

        @Override
        public boolean isFixableOnline() {
            return canBeCreated();
        }

        boolean canBeCreated() {
            return policy.partitions().isPresent() && policy.replicationFactor().isPresent();
        }
    }

    /**
     * Something about a topic could not be read, so nobody knows whether it is as declared.
     *
     * @param topic its name
     * @param gap what could not be read and why: denied is not the same as unreachable, and neither means absent
     */
    record NotReadable(String topic, Gap gap) implements TopicDrift {
        @Override
        public Risk risk() {
            return Risk.IMPOSSIBLE;
        }

        @Override
        public String describe() {
            return "not known: " + gap.describe();
        }

        @Override
        public String remedy() {
            return switch (gap.kind()) {
                case DENIED -> "allow this principal Describe and DescribeConfigs on the topic (ACLs)";
                case UNREACHABLE -> "check that brokers run and can be reached, and try again";
                case VANISHED -> "it is being created or deleted: try again";
                case UNSUPPORTED -> "the brokers are too old to be asked; check it with their own tools";
                case NOT_ASKED -> "read topics, their configs and brokers before you validate";
                case FAILED -> "look into the brokers' logs for the cause, and try again";
            };
        }
    }

    /**
     * The topic was deleted and created again since its id was recorded.
     *
     * @param topic its name
     * @param declared the id in the policy
     * @param seen the id now
     */
    record Recreated(String topic, Uuid declared, Uuid seen) implements TopicDrift {
        @Override
        public Risk risk() {
            return Risk.IDENTITY;
        }

        @Override
        public String describe() {
            return "it has the id " + seen + ", not " + declared + ": it was deleted and created again";
        }

        @Override
        public String remedy() {
            return "find out who did it and what was lost; then declare the new id";
        }
    }

    /**
     * A topic exists whose name the brokers cannot tell from the declared one in metrics.
     *
     * @param topic the declared name
     * @param existing the name that is there
     */
    record NameCollision(String topic, String existing) implements TopicDrift {
        @Override
        public Risk risk() {
            return Risk.IMPOSSIBLE;
        }

        @Override
        public String describe() {
            return "it cannot be created beside " + existing + ": the names differ only in '.' and '_'";
        }

        @Override
        public String remedy() {
            return "use " + existing + ", or declare another name";
        }
    }

    /**
     * The topic has fewer partitions than declared.
     *
     * @param topic its name
     * @param declared how many there should be
     * @param seen how many there are
     * @param risk {@link Risk#ORDERING}, or worse where keys, compaction or Kafka Streams depend on the number
     */
    record TooFewPartitions(String topic, PartitionRange declared, int seen, Risk risk) implements TopicDrift {
        @Override
        public String describe() {
            return "it has " + seen + " partitions, declared are " + declared;
        }

        @Override
        public String remedy() {
            return switch (risk) {
                case IMPOSSIBLE ->
                    "do not grow a topic of Kafka Streams: reset the application, which creates it again";
                case DATA_LOSS ->
                    "its records have keys, which would be found in two partitions: rather make a new topic with "
                            + declared.minimum() + " partitions and copy, or consent to DATA_LOSS";
                default -> "add " + (declared.minimum() - seen) + " partitions, with consent to ORDERING";
            };
        }
    }

    /**
     * The topic has more partitions than declared.
     *
     * @param topic its name
     * @param declared how many there should be
     * @param seen how many there are
     */
    record TooManyPartitions(String topic, PartitionRange declared, int seen) implements TopicDrift {
        @Override
        public Risk risk() {
            return Risk.IMPOSSIBLE;
        }

        @Override
        public String describe() {
            return "it has " + seen + " partitions, declared are " + declared;
        }

        @Override
        public String remedy() {
            return "declare " + seen + ", or make a new topic and copy: Kafka cannot take partitions away";
        }
    }

    /**
     * Partitions do not have as many replicas as declared.
     *
     * @param topic its name
     * @param declared the replication factor that is declared
     * @param partitions how many partitions have which replication factor; more than one entry if they differ
     */
    record ReplicationFactor(String topic, int declared, SortedMap<Integer, Integer> partitions) implements TopicDrift {
        /**
         * Copies the counts.
         *
         * @param topic its name
         * @param declared the replication factor that is declared
         * @param partitions how many partitions have which replication factor
         */
        public ReplicationFactor {
            partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
        }

        @Override
        public Risk risk() {
            return partitions.firstKey() < declared ? Risk.HEAVY : Risk.DURABILITY;
        }

        @Override
        public String describe() {
            return "declared is replication factor " + declared + ", and "
                    + partitions.entrySet().stream()
                            .map(entry -> entry.getValue() + " partitions have " + entry.getKey())
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String remedy() {
            return "reassign the replicas: hand TopicReport.replicationChanges() to ReassignmentGoal.replicationFactor(...) of"
                    + " the reassignment module"
                    + (risk() == Risk.DURABILITY
                            ? ", once every ISR is full and min.insync.replicas is below " + declared
                            : "");
        }

        @Override
        public boolean isFixableOnline() {
            return false;
        }
    }

    /**
     * A config has another value than declared.
     *
     * @param topic its name
     * @param key the config
     * @param declared the value that is declared
     * @param seen the value that is in effect and where it comes from
     * @param risk what it costs to change it
     * @param reason why
     */
    record Config(String topic, String key, String declared, ConfigValue seen, Risk risk, String reason)
            implements TopicDrift {
        @Override
        public String describe() {
            return key + " is " + seen.value() + " (" + seen.source() + "), declared is " + declared;
        }

        @Override
        public String remedy() {
            return risk == Risk.SAFE
                    ? "set it, for example with mode RECONCILE_SAFE: " + reason
                    : "set it with consent to " + risk + " (it " + risk.cost() + "): " + reason;
        }
    }

    /**
     * A config is set on the topic that no policy declares.
     *
     * @param topic its name
     * @param key the config
     * @param value what is set
     * @param severity a violation where the policy is exact
     */
    record UndeclaredOverride(String topic, String key, String value, Severity severity) implements TopicDrift {
        @Override
        public Risk risk() {
            return Risk.UNKNOWN_OWNER;
        }

        @Override
        public String describe() {
            return key + "=" + value + " is set on the topic and not declared";
        }

        @Override
        public String remedy() {
            return "declare it, or remove it with consent to UNKNOWN_OWNER";
        }
    }

    /**
     * A config has the declared value only because the brokers' default is the same.
     *
     * @param topic its name
     * @param key the config
     * @param seen the value and where it comes from
     * @param severity a violation where the policy pins defaults
     */
    record Inherited(String topic, String key, ConfigValue seen, Severity severity) implements TopicDrift {
        @Override
        public Risk risk() {
            return severity == Severity.VIOLATION ? Risk.SAFE : Risk.NONE;
        }

        @Override
        public String describe() {
            return key + " is " + seen.value() + " as declared, by the default of the brokers (" + seen.source() + ")";
        }

        @Override
        public String remedy() {
            return severity == Severity.VIOLATION
                    ? "set it on the topic, for example with mode RECONCILE_SAFE"
                    : "nothing to do; pinDefaults() in the policy sets it on the topic";
        }
    }

    /**
     * The topic breaks a rule for all topics.
     *
     * @param topic its name
     * @param describe what the rule wants and what was seen
     * @param remedy what to do
     */
    record RuleBroken(String topic, String describe, String remedy) implements TopicDrift {
        @Override
        public Risk risk() {
            return Risk.IMPOSSIBLE;
        }

        @Override
        public boolean isFixableOnline() {
            return false;
        }
    }
}
