// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.execute.ReassignmentResult.Unfinished;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentListener;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Remembers why moves were not made, for the result, and passes every event on. */
final class Recorder implements ReassignmentListener {
    private static final int MOST = 1_000;

    private final ReassignmentListener next;
    private final Map<TopicPartition, Unfinished> unfinished = new HashMap<>();

    Recorder(ReassignmentListener next) {
        this.next = next;
    }

    @Override
    public void onEvent(ReassignmentEvent event) {
        if (event instanceof ReassignmentEvent.MoveSettled settled
                && settled.state() != MoveState.DONE
                && unfinished.size() < MOST) {
            unfinished.put(settled.partition(), new Unfinished(settled.partition(), settled.state(), settled.detail()));
        }
        next.onEvent(event);
    }

    Unfinished of(TopicPartition partition, MoveState state) {
        Unfinished known = unfinished.get(partition);
        return known != null && known.state() == state ? known : new Unfinished(partition, state, "");
    }
}
