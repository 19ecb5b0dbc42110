// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.progress.MoveState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The moves of a run with what has become of each, by number. A big plan is kept in arrays: a move is an object only while
 * somebody looks at it.
 *
 * <p>Not thread-safe.
 */
final class MoveTable {
    /** The size of a partition that nobody has read yet. */
    static final long UNKNOWN_SIZE = ReplicaMap.UNKNOWN_SIZE;

    /**
     * The moves of one topic.
     *
     * @param name the topic
     * @param id its id
     * @param first the number of its first move
     * @param end the number after its last move
     */
    record TopicMoves(String name, Uuid id, int first, int end) {}

    private final List<PartitionMove> moves;
    private final Map<String, TopicMoves> topics;
    private final MoveState[] states;
    private final long[] sizes;
    private final BitSet repairs;
    private final Map<Integer, Course> redirected = new HashMap<>();
    private final Map<MoveState, Integer> counts = new EnumMap<>(MoveState.class);

    private MoveTable(List<PartitionMove> moves, Map<String, TopicMoves> topics, long[] sizes, BitSet repairs) {
        this.moves = moves;
        this.topics = topics;
        this.sizes = sizes;
        this.repairs = repairs;
        this.states = new MoveState[moves.size()];
        Arrays.fill(states, MoveState.PENDING);
        counts.put(MoveState.PENDING, moves.size());
    }

    /** The moves of a plan, which are ordered by topic and partition. */
    static MoveTable of(ReassignmentPlan plan) {
        Map<String, ReplicaMap.Topic> known = new HashMap<>();
        plan.before().topics().forEach(topic -> known.put(topic.name(), topic));
        List<PartitionMove> moves = plan.moves();
        long[] sizes = new long[moves.size()];
        Map<String, TopicMoves> topics = new LinkedHashMap<>();
        BitSet repairs = new BitSet();
        for (int i = 0; i < sizes.length; i++) {
            TopicPartition partition = moves.get(i).partition();
            ReplicaMap.Topic topic = known.get(partition.topic());
            if (topic == null) {
                throw new IllegalStateException(partition + " is moved and not in the plan's own map");
            }
            int index = topic.firstPartition() + partition.partition();
            sizes[i] = plan.before().size(index);
            repairs.set(i, isRepair(plan.before(), index, topic.minInSyncReplicas()));
            extend(topics, partition.topic(), topic.id(), i);
        }
        return new MoveTable(moves, topics, sizes, repairs);
    }

    /** Moves that no plan has, ordered by topic and partition. */
    static MoveTable of(List<PartitionMove> moves, Map<String, Uuid> topicIds) {
        long[] sizes = new long[moves.size()];
        Arrays.fill(sizes, UNKNOWN_SIZE);
        Map<String, TopicMoves> topics = new LinkedHashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            String topic = moves.get(i).partition().topic();
            extend(topics, topic, topicIds.getOrDefault(topic, Uuid.ZERO_UUID), i);
        }
        return new MoveTable(List.copyOf(moves), topics, sizes, new BitSet());
    }

    private static boolean isRepair(ReplicaMap cluster, int partition, int minInSyncReplicas) {
        int inSync = 0;
        boolean gone = false;
        int end = cluster.firstSlot(partition) + cluster.replicationFactor(partition);
        for (int slot = cluster.firstSlot(partition); slot < end; slot++) {
            inSync += cluster.isInSync(slot) ? 1 : 0;
            gone |= cluster.brokers().get(cluster.brokerAt(slot)).status() == PlacementBroker.Status.OFFLINE;
        }
        return gone && inSync <= minInSyncReplicas;
    }

    private static void extend(Map<String, TopicMoves> topics, String name, Uuid id, int move) {
        TopicMoves before = topics.get(name);
        topics.put(name, new TopicMoves(name, id, before == null ? move : before.first(), move + 1));
    }

    /** The way back: every partition returns to what it had, in order. What is skipped stays skipped. */
    MoveTable back() {
        List<PartitionMove> reversed = new ArrayList<>(moves.size());
        for (int i = 0; i < moves.size(); i++) {
            PartitionMove move = moves.get(i);
            reversed.add(new PartitionMove(move.partition(), course(i).to(), move.from()));
        }
        MoveTable back = new MoveTable(reversed, topics, sizes, repairs);
        for (int i = 0; i < states.length; i++) {
            back.redirected.put(i, course(i).back());
            if (states[i] == MoveState.SKIPPED_DELETED
                    || states[i] == MoveState.SKIPPED_RECREATED
                    || states[i] == MoveState.DRIFTED) {
                back.set(i, states[i]);
            }
        }
        return back;
    }

    int size() {
        return states.length;
    }

    Collection<TopicMoves> topics() {
        return topics.values();
    }

    TopicMoves topic(String name) {
        TopicMoves found = topics.get(name);
        if (found == null) {
            throw new IllegalArgumentException("No move is of topic " + name);
        }
        return found;
    }

    TopicPartition partition(int move) {
        return moves.get(move).partition();
    }

    PartitionMove planned(int move) {
        return moves.get(move);
    }

    Course course(int move) {
        Course other = redirected.get(move);
        if (other != null) {
            return other;
        }
        PartitionMove planned = moves.get(move);
        return Course.of(planned.from(), planned.to());
    }

    void redirect(int move, List<Integer> target) {
        redirected.put(move, course(move).redirected(target));
    }

    boolean isRedirected(int move) {
        Course other = redirected.get(move);
        return other != null && !other.to().equals(moves.get(move).to());
    }

    MoveState state(int move) {
        return states[move];
    }

    /** Returns whether that is news. */
    boolean set(int move, MoveState state) {
        MoveState before = states[move];
        counts.merge(before, -1, Integer::sum);
        counts.merge(state, 1, Integer::sum);
        states[move] = state;
        return before != state;
    }

    int count(MoveState state) {
        return counts.getOrDefault(state, 0);
    }

    Map<MoveState, Integer> counts() {
        Map<MoveState, Integer> all = new EnumMap<>(MoveState.class);
        for (MoveState state : MoveState.values()) {
            if (count(state) > 0) {
                all.put(state, count(state));
            }
        }
        return all;
    }

    boolean isSettled() {
        for (MoveState state : MoveState.values()) {
            if (!state.isSettled() && count(state) > 0) {
                return false;
            }
        }
        return true;
    }

    long bytes(int move) {
        return sizes[move];
    }

    /** Remembers the largest size that was seen. */
    void grown(int move, long size) {
        sizes[move] = Math.max(sizes[move], size);
    }

    /** Returns the number of a partition's move, or -1 if it has none. */
    int find(TopicPartition partition) {
        TopicMoves topic = topics.get(partition.topic());
        if (topic == null) {
            return -1;
        }
        int low = topic.first();
        int high = topic.end() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = moves.get(middle).partition().partition();
            if (found == partition.partition()) {
                return middle;
            }
            if (found < partition.partition()) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** It lost a broker before the plan was made, and stands at or under its min ISR since. */
    boolean isRepair(int move) {
        return repairs.get(move);
    }

    /** If its broker dies while it is copied, the partition is gone until the broker returns. */
    boolean isSingleReplica(int move) {
        PartitionMove planned = moves.get(move);
        return planned.from().size() == 1 && !planned.to().containsAll(planned.from());
    }
}
