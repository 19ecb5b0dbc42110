// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How far a plan has come, as its journal tells it. The moves themselves are not kept, there may be a million: read them
 * with {@link JournalSession#replay}.
 *
 * <p>Not thread-safe. Feed it the records of one plan in order.
 */
public final class JournalState implements Consumer<JournalRecord> {
    private final Map<Config, JournalRecord.ThrottlePreImage> throttles = new LinkedHashMap<>();
    private final Map<Integer, JournalRecord.CordonPreImage> cordons = new LinkedHashMap<>();
    private Optional<JournalRecord.PlanBegun> begun = Optional.empty();
    private Optional<String> phase = Optional.empty();
    private Optional<JournalRecord.Ended.Outcome> outcome = Optional.empty();
    private int partitions;

    private record Config(ConfigResource resource, String key) {}

    /** Creates the state of a plan about which nothing is written. */
    public JournalState() {}

    /**
     * Reads how far a plan has come.
     *
     * @param session what is written about it
     * @return the state
     */
    public static JournalState of(JournalSession session) {
        JournalState state = new JournalState();
        session.replay(state);
        return state;
    }

    /**
     * Takes the next record in.
     *
     * @param record the record
     */
    @Override
    public void accept(JournalRecord record) {
        if (record instanceof JournalRecord.PlanBegun plan) {
            begun = Optional.of(plan);
            partitions = 0;
            phase = Optional.empty();
            outcome = Optional.empty();
        } else if (record instanceof JournalRecord.PlannedMoves part) {
            partitions += part.moves().size();
        } else if (record instanceof JournalRecord.ThrottlePreImage image) {
            throttles.put(new Config(image.resource(), image.key()), image);
        } else if (record instanceof JournalRecord.ThrottleRestored restored) {
            throttles.remove(new Config(restored.resource(), restored.key()));
        } else if (record instanceof JournalRecord.CordonPreImage image) {
            // The first one: a second is of a broker that was cordoned by the run itself.
            cordons.putIfAbsent(image.nodeId(), image);
        } else if (record instanceof JournalRecord.CordonRestored restored) {
            cordons.remove(restored.nodeId());
        } else if (record instanceof JournalRecord.PhaseEntered entered) {
            phase = Optional.of(entered.phase());
        } else if (record instanceof JournalRecord.Ended ended) {
            outcome = Optional.of(ended.outcome());
            if (ended.outcome() == JournalRecord.Ended.Outcome.FINISHED) {
                // In the same record: a run that died between the two would be carried on, and would not know that it
                // cordoned.
                cordons.clear();
            }
        }
    }

    /**
     * Returns the beginning of the plan.
     *
     * @return the last record of its kind; empty if nothing is written about the plan
     */
    public Optional<JournalRecord.PlanBegun> begun() {
        return begun;
    }

    /**
     * Tells whether the plan is written completely. If it is not, nothing has been changed on the cluster.
     *
     * @return {@code true} if all its moves are there
     */
    public boolean isWhole() {
        return begun.isPresent() && begun.get().partitions() == partitions;
    }

    /**
     * Returns the phase that the run was in.
     *
     * @return the last one entered; empty if none was
     */
    public Optional<String> phase() {
        return phase;
    }

    /**
     * Returns how the run ended.
     *
     * @return the outcome; empty if it has not ended
     */
    public Optional<JournalRecord.Ended.Outcome> outcome() {
        return outcome;
    }

    /**
     * Returns the throttle configs that may not yet be what they were.
     *
     * @return what each was, in the order in which they were changed
     */
    public List<JournalRecord.ThrottlePreImage> throttlesOwed() {
        return List.copyOf(throttles.values());
    }

    /**
     * Returns the brokers that may not yet be cordoned as they were.
     *
     * @return what was set on each, in the order in which they were changed
     */
    public List<JournalRecord.CordonPreImage> cordonsOwed() {
        return List.copyOf(cordons.values());
    }

    /**
     * Tells whether nothing is left to do: no plan was begun or it has ended, and nothing is owed.
     *
     * @return {@code true} if the plan may be forgotten
     */
    public boolean isSettled() {
        return (begun.isEmpty() || outcome.isPresent()) && throttles.isEmpty() && cordons.isEmpty();
    }
}
