// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.onetothree;

import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.ConsumerGroups;
import io.quorate.group.GroupPartition;
import io.quorate.group.PartitionLag;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** How far the consumer groups of a cluster are behind, all together. */
final class Lag {
    /** The lag of a group whose lag cannot be read. */
    private static final long UNKNOWN = -1;

    private final Admin admin;

    Lag(Admin admin) {
        this.admin = admin;
    }

    /** Looks until the lag is small enough or the time is over, and returns the last one seen, or -1. */
    long awaitAtMost(long normal, Duration patience) {
        Time time = Time.system();
        long deadline = time.nanos() + patience.toNanos();
        long lag = now();
        while ((lag == UNKNOWN || lag > normal) && time.nanos() < deadline) {
            try {
                time.sleep(Duration.ofMillis(500));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lag;
            }
            lag = now();
        }
        return lag;
    }

    private long now() {
        Observed<Map<String, ConsumerGroup>> groups =
                ConsumerGroups.using(admin).observe();
        if (!groups.isComplete()) {
            return UNKNOWN;
        }
        long sum = 0;
        for (ConsumerGroup group : groups.orElse(Map.of()).values()) {
            if (!group.partitions().isComplete()) {
                return UNKNOWN;
            }
            for (GroupPartition partition : group.partitions().orElse(Map.of()).values()) {
                if (partition.lag() instanceof PartitionLag.Lag lag) {
                    sum += lag.offsets();
                } else if (!(partition.lag() instanceof PartitionLag.NoCommit)) {
                    return UNKNOWN;
                }
            }
        }
        return sum;
    }
}
