// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** The throttle configs of topics and brokers: all that a throttle reads from a cluster and changes on it. */
public interface ThrottleGateway {
    /** The replicas of a topic whose sending is throttled: {@code partition:broker}, separated by commas, or {@code *}. */
    String LEADER_REPLICAS = "leader.replication.throttled.replicas";

    /** The replicas of a topic whose fetching is throttled, while they are not in sync. */
    String FOLLOWER_REPLICAS = "follower.replication.throttled.replicas";

    /** The bytes per second that a broker sends for throttled replicas. */
    String LEADER_RATE = "leader.replication.throttled.rate";

    /** The bytes per second that a broker fetches for throttled replicas. */
    String FOLLOWER_RATE = "follower.replication.throttled.rate";

    /** The bytes per second that a broker copies from one of its log dirs to another. */
    String LOG_DIR_RATE = "replica.alter.log.dirs.io.max.bytes.per.second";

    /** The longest text that a request can carry. Beyond it the thread of the admin client ends without an answer. */
    int LONGEST_VALUE = Short.MAX_VALUE;

    /**
     * What was read.
     *
     * @param found for each resource that was read, the values of the keys above that are set on that very resource; what the
     *     cluster's defaults or a broker's file say is not in it
     * @param failed what could not be read, and why
     */
    record Reading(Map<ConfigResource, Map<String, String>> found, Map<ConfigResource, KafkaException> failed) {
        /**
         * Copies the maps.
         *
         * @param found what was read
         * @param failed what was not
         */
        public Reading {
            found = inOrder(found);
            failed = inOrder(failed);
        }

        /** Their hash codes differ from process to process. */
        private static <V> Map<ConfigResource, V> inOrder(Map<ConfigResource, V> values) {
            SortedMap<ConfigResource, V> copy =
                    new TreeMap<>(Comparator.comparing(ConfigResource::type).thenComparing(ConfigResource::name));
            copy.putAll(values);
            return Collections.unmodifiableSortedMap(copy);
        }
    }

    /**
     * Reads throttle configs.
     *
     * @param resources topics and brokers; the broker {@code ""} stands for the defaults of the cluster
     * @return what each says; one that does not answer does not keep the others from it
     */
    Reading read(Collection<ConfigResource> resources);

    /**
     * Changes throttle configs.
     *
     * @param changes by resource and key
     * @return what was refused or got no answer, and why; a broker that is down does not keep the others from being changed
     * @throws IllegalArgumentException if a value is longer than {@link #LONGEST_VALUE} bytes; nothing was changed
     * @throws ThrottleUnsupportedException if the brokers are older than Kafka 2.3; nothing was changed
     */
    Map<ConfigResource, KafkaException> alter(Map<ConfigResource, Map<String, ConfigChange>> changes);

    /**
     * Returns the configs of a cluster.
     *
     * @param admin a client of the cluster, which the caller closes
     * @param callTimeout for each call; a broker that is down costs as much
     * @return the configs
     */
    static ThrottleGateway using(Admin admin, Duration callTimeout) {
        return new AdminThrottleGateway(admin, callTimeout);
    }
}
