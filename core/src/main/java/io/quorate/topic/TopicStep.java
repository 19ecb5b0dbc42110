// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/** One change of one topic, with what it was planned from: if that has changed, the step is refused. */
public sealed interface TopicStep {
    /**
     * Returns the topic.
     *
     * @return its name
     */
    String topic();

    /**
     * Says what is changed.
     *
     * @return a phrase
     */
    String describe();

    /**
     * The topic is created.
     *
     * @param topic its name
     * @param partitions how many partitions
     * @param replicationFactor how many replicas of each
     * @param configs what is set on it
     */
    record Create(String topic, int partitions, int replicationFactor, Map<String, String> configs)
            implements TopicStep {
        /**
         * Copies the configs.
         *
         * @param topic its name
         * @param partitions how many partitions
         * @param replicationFactor how many replicas of each
         * @param configs what is set on it
         */
        public Create {
            configs = Map.copyOf(configs);
        }

        @Override
        public String describe() {
            return "create topic " + topic + " with " + partitions + " partitions, replication factor "
                    + replicationFactor + (configs.isEmpty() ? "" : ", " + new TreeMap<>(configs));
        }
    }

    /**
     * Partitions are added.
     *
     * @param topic its name
     * @param id its id when it was planned
     * @param from how many it had then
     * @param to how many it will have
     */
    record GrowPartitions(String topic, Uuid id, int from, int to) implements TopicStep {
        @Override
        public String describe() {
            return "grow topic " + topic + " from " + from + " to " + to + " partitions";
        }
    }

    /**
     * Configs of the topic are set or removed, all of them or none.
     *
     * @param topic its name
     * @param id its id when it was planned
     * @param set what is set
     * @param removed which keys go back to the brokers' default
     * @param before the effective values of these keys when it was planned
     */
    record AlterConfigs(String topic, Uuid id, Map<String, String> set, Set<String> removed, Map<String, String> before)
            implements TopicStep {
        /**
         * Copies the maps.
         *
         * @param topic its name
         * @param id its id when it was planned
         * @param set what is set
         * @param removed which keys go back to the brokers' default
         * @param before the effective values of these keys when it was planned
         */
        public AlterConfigs {
            set = Map.copyOf(set);
            removed = Set.copyOf(removed);
            before = Map.copyOf(before);
        }

        @Override
        public String describe() {
            StringBuilder text = new StringBuilder("topic " + topic + ":");
            new TreeMap<>(set).forEach((key, value) -> text.append(" set ")
                    .append(key)
                    .append(' ')
                    .append(before.get(key))
                    .append(" -> ")
                    .append(value)
                    .append(','));
            new TreeSet<>(removed)
                    .forEach(key -> text.append(" remove ").append(key).append(','));
            return text.substring(0, text.length() - 1);
        }
    }
}
