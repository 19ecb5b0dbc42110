// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.JournalState;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps new partitions from brokers that are being emptied, where they can do that (KIP-1066, Kafka 4.3). Where they cannot,
 * a last look at the end finds what has landed there.
 */
final class Cordon {
    /** All log dirs of a broker. */
    private static final String ALL = "*";

    private final RunContext context;
    private final Set<Integer> leaving;

    Cordon(RunContext context) {
        this.context = context;
        this.leaving = leaving(context.plan());
    }

    static Set<Integer> leaving(ReassignmentPlan plan) {
        ReassignmentGoal goal = plan.request().goal();
        if (goal instanceof ReassignmentGoal.Decommission drain) {
            return drain.brokers();
        }
        return goal instanceof ReassignmentGoal.ReplaceBroker replace ? Set.of(replace.broker()) : Set.of();
    }

    /** Cordons those that are alive. What was set before is journalled first. */
    void close(Set<Integer> online) {
        Set<Integer> alive = new HashSet<>(leaving);
        alive.retainAll(online);
        if (alive.isEmpty()) {
            return;
        }
        for (Map.Entry<Integer, Optional<String>> found :
                context.gateway().cordons(alive).entrySet()) {
            if (!found.getValue().equals(Optional.of(ALL))) {
                context.journal().append(new JournalRecord.CordonPreImage(found.getKey(), found.getValue()));
                context.gateway().cordon(found.getKey(), Optional.of(ALL));
            }
        }
    }

    /** Puts back what was set before. Returns what could not be, a sentence each. */
    List<String> open() {
        return open(context.gateway(), context.journal());
    }

    static List<String> open(ClusterGateway gateway, JournalSession journal) {
        List<String> owed = new ArrayList<>();
        for (JournalRecord.CordonPreImage image : JournalState.of(journal).cordonsOwed()) {
            try {
                gateway.cordon(image.nodeId(), image.before());
                journal.append(new JournalRecord.CordonRestored(image.nodeId()));
            } catch (KafkaException e) {
                owed.add("broker " + image.nodeId() + " is still cordoned: " + e.getMessage());
            }
        }
        return owed;
    }
}
