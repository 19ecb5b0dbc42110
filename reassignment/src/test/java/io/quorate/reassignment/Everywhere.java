// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterConditions;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** Waits until all brokers know something: they hear of a change one after the other, and any of them may be asked next. */
public final class Everywhere {
    private static final int LOOKS_IN_A_ROW = 4;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private Everywhere() {}

    /** Waits until a condition holds at many looks in a row, and returns the last of them. */
    public static ClusterState await(Admin admin, ClusterCondition condition) {
        return watch(admin)
                .inARow(LOOKS_IN_A_ROW)
                .await(
                        condition.and(state -> state.topicConfigs().gaps().stream()
                                .map(Gap::describe)
                                .toList()),
                        LONG_ENOUGH);
    }

    /** Waits until a condition holds at one look, for what does not depend on who is asked. */
    public static ClusterState awaitOnce(Admin admin, ClusterCondition condition) {
        return watch(admin).await(condition, LONG_ENOUGH);
    }

    /** Asks no broker about itself: one that has just died would hold up every look for a call time-out. */
    private static ClusterWatch watch(Admin admin) {
        return ClusterWatch.using(ClusterObserver.builder(admin)
                .sections(Set.of(Section.TOPICS, Section.TOPIC_CONFIGS, Section.REASSIGNMENTS))
                .build());
    }

    /** Creates a topic and waits until all know it, and none of the same name that was there before. */
    public static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        Uuid id = admin.createTopics(List.of(topic)).topicId(topic.name()).get();
        ClusterCondition known = state -> {
            Optional<Uuid> seen = state.topic(topic.name()).map(Topic::id);
            return seen.equals(Optional.of(id)) ? List.of() : List.of("topic " + topic.name() + " is not seen");
        };
        await(admin, known.and(ClusterConditions.everyIsrFull(topic.name()::equals)));
    }
}
