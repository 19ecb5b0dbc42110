// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static io.quorate.reassignment.throttle.SimulatedConfigs.broker;
import static io.quorate.reassignment.throttle.SimulatedConfigs.topic;
import static io.quorate.reassignment.throttle.ThrottleGateway.FOLLOWER_RATE;
import static io.quorate.reassignment.throttle.ThrottleGateway.FOLLOWER_REPLICAS;
import static io.quorate.reassignment.throttle.ThrottleGateway.LEADER_RATE;
import static io.quorate.reassignment.throttle.ThrottleGateway.LEADER_REPLICAS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.JournalState;
import io.quorate.reassignment.journal.MemoryJournal;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ThrottleLeaseTest {
    private static final DataRate RATE = DataRate.ofMegabytesPerSecond(50);
    private static final String RATE_TEXT = "50000000";
    private static final Set<Integer> ALL = Set.of(1, 2, 3, 4);

    private final SimulatedConfigs configs = new SimulatedConfigs();
    private final MemoryJournal journal = new MemoryJournal();
    private final JournalSession session = journal.open("cluster", "plan");
    private final ThrottleLease lease =
            ThrottleLease.builder(configs, session, RATE).build();

    @Test
    void listsReplicasAndSetsTheRateOnTheirBrokersAndGivesAllOfItBack() {
        configs.set(broker(4), LEADER_RATE, "1000");
        configs.set(topic("t"), LEADER_REPLICAS, "9:9, 8:8");
        var before = configs.snapshot();

        ThrottleStatus taken = lease.renew(List.of(move(0, List.of(1, 2), List.of(2, 4))), ALL);

        assertThat(taken.isComplete()).isTrue();
        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("9:9, 8:8,0:1,0:2");
        assertThat(configs.get(topic("t"), FOLLOWER_REPLICAS)).contains("0:4");
        for (int id : List.of(1, 2, 4)) {
            assertThat(configs.get(broker(id), LEADER_RATE)).contains(RATE_TEXT);
            assertThat(configs.get(broker(id), FOLLOWER_RATE)).contains(RATE_TEXT);
        }
        assertThat(configs.get(broker(3), LEADER_RATE)).isEmpty();

        assertThat(lease.release(ALL).isComplete()).isTrue();

        assertThat(configs.snapshot()).isEqualTo(before);
        assertThat(JournalState.of(session).throttlesOwed()).isEmpty();
    }

    @Test
    void dropsTheReplicasOfAPartitionThatIsDone() {
        lease.renew(List.of(move(0, List.of(1), List.of(2)), move(1, List.of(1), List.of(3))), ALL);

        lease.renew(List.of(move(1, List.of(1), List.of(3))), ALL);

        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("1:1");
        assertThat(configs.get(topic("t"), FOLLOWER_REPLICAS)).contains("1:3");

        lease.renew(List.of(), ALL);

        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).isEmpty();
        assertThat(configs.get(broker(1), LEADER_RATE)).contains(RATE_TEXT);
    }

    @Test
    void losesNothingThatOthersListInTheVeryMomentOfAChange() {
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        configs.meanwhile = () -> configs.set(topic("t"), LEADER_REPLICAS, "7:7");
        lease.renew(moves, ALL);
        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("7:7,0:1");

        configs.meanwhile = () -> configs.set(topic("t"), LEADER_REPLICAS, "7:7,0:1,8:8");
        lease.renew(List.of(move(1, List.of(1), List.of(2))), ALL);
        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("7:7,8:8,1:1");

        configs.meanwhile = () -> configs.set(topic("t"), LEADER_REPLICAS, "7:7,8:8,1:1,9:9");
        lease.release(ALL);
        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("7:7,8:8,9:9");
    }

    @Test
    void losesNothingOfOthersWhenItResumesEither() {
        lease.renew(List.of(move(0, List.of(1), List.of(2))), ALL);
        ThrottleLease next = ThrottleLease.builder(configs, session, RATE).build();

        configs.meanwhile = () -> configs.set(topic("t"), LEADER_REPLICAS, "0:1,7:7");
        next.renew(List.of(move(1, List.of(1), List.of(2))), ALL);

        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("7:7,1:1");
    }

    @Test
    void doesNotWriteWhatIsThereAlready() {
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        lease.renew(moves, ALL);
        int alters = configs.alters;

        lease.renew(moves, ALL);

        assertThat(configs.alters).isEqualTo(alters);
    }

    @Test
    void setsAgainWhatSomebodyRevertsAndWarnsTheThirdTime() {
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        lease.renew(moves, ALL);
        List<ThrottleEvent.Reasserted> seen = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            configs.delete(topic("t"), LEADER_REPLICAS);
            for (ThrottleEvent event : lease.renew(moves, ALL).events()) {
                seen.add((ThrottleEvent.Reasserted) event);
            }
            assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("0:1");
            assertThat(lease.renew(moves, ALL).events()).isEmpty();
        }

        assertThat(seen).extracting(ThrottleEvent.Reasserted::times).containsExactly(1, 2, 3);
        assertThat(seen).extracting(ThrottleEvent::isWarning).containsExactly(false, false, true);
        assertThat(seen.get(2).describe()).contains("topic t", "deleted", "3");
    }

    @Test
    void keepsWhatOthersAddMeanwhileAndDoesNotBringBackWhatTheyRemove() {
        configs.set(topic("t"), LEADER_REPLICAS, "8:8,9:9");
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        configs.set(topic("t"), LEADER_REPLICAS, "9:9,0:1,7:7");

        ThrottleStatus renewed = lease.renew(moves, ALL);
        lease.release(ALL);

        assertThat(renewed.events()).as("our entries were still there").isEmpty();
        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("9:9,7:7");
    }

    @Test
    void goesBackToTheRateThatSomebodyElseSetMeanwhile() {
        configs.set(broker(1), LEADER_RATE, "1000");
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        configs.set(broker(1), LEADER_RATE, "2000");
        lease.renew(moves, ALL);
        assertThat(configs.get(broker(1), LEADER_RATE)).contains(RATE_TEXT);

        ThrottleStatus released = lease.release(ALL);

        assertThat(configs.get(broker(1), LEADER_RATE)).contains("2000");
        assertThat(released.events())
                .containsExactly(new ThrottleEvent.LeftToOthers(broker(1), LEADER_RATE, Optional.of("2000")));
    }

    @Test
    void sparesATopicWhoseReplicasAreAllThrottledAlready() {
        configs.set(topic("t"), LEADER_REPLICAS, "*");
        lease.renew(List.of(move(0, List.of(1), List.of(2))), ALL);
        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("*");

        lease.release(ALL);

        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("*");
    }

    @Test
    void throttlesAWholeTopicRatherThanWriteAListThatIsTooLong() {
        configs.set(topic("t"), LEADER_REPLICAS, "9999:9");
        List<InFlightMove> many = new ArrayList<>();
        for (int partition = 0; partition < 1500; partition++) {
            many.add(move(partition, List.of(1001, 1002, 1003), List.of(1001, 1002, 1004)));
        }
        Set<Integer> online = Set.of(1001, 1002, 1003, 1004);

        ThrottleStatus status = lease.renew(many, online);

        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("*");
        assertThat(status.events()).anySatisfy(event -> assertThat(event)
                .isEqualTo(new ThrottleEvent.Widened(topic("t"), LEADER_REPLICAS, 4500)));
        assertThat(configs.longest).isLessThanOrEqualTo(ReplicaList.LONGEST);

        assertThat(lease.renew(many.subList(0, 100), online).isComplete()).isTrue();

        assertThat(configs.get(topic("t"), LEADER_REPLICAS).orElseThrow()).startsWith("9999:9,0:1001,");

        lease.renew(many, online);
        session.close();
        ThrottleLease.restore(configs, journal.open("cluster", "plan"), online);

        assertThat(configs.get(topic("t"), LEADER_REPLICAS)).contains("9999:9");
    }

    @Test
    void leavesOutADeadBrokerAndSetsItWhenItIsBack() {
        InFlightMove move = move(0, List.of(1, 3), List.of(1, 2));
        InFlightMove other = move(1, List.of(1), List.of(2));

        ThrottleStatus without = lease.renew(List.of(move, other), Set.of(1, 2));

        assertThat(without.missing()).containsOnlyKeys(broker(3));
        assertThat(without.covers(move, Set.of(1, 2)))
                .as("an offline broker sends nothing")
                .isTrue();
        assertThat(without.covers(move, Set.of(1, 2, 3))).isFalse();
        assertThat(without.covers(other, Set.of(1, 2, 3))).isTrue();
        assertThat(configs.get(broker(3), LEADER_RATE)).isEmpty();

        ThrottleStatus with = lease.renew(List.of(move, other), ALL);

        assertThat(with.isComplete()).isTrue();
        assertThat(with.events()).containsExactly(new ThrottleEvent.Recovered(broker(3)));
        assertThat(configs.get(broker(3), LEADER_RATE)).contains(RATE_TEXT);
    }

    @Test
    void owesABrokerThatDiedItsPreImageUntilItIsBackEvenInAnotherProcess() {
        configs.set(broker(2), LEADER_RATE, "1000");
        lease.renew(List.of(move(0, List.of(1), List.of(2))), ALL);
        configs.silent.add(broker(2));

        ThrottleStatus released = lease.release(ALL);

        assertThat(released.missing()).containsOnlyKeys(broker(2));
        assertThat(configs.get(broker(1), LEADER_RATE)).isEmpty();
        assertThat(journal.unfinished("cluster")).containsExactly("plan");

        configs.silent.clear();
        session.close();
        JournalSession later = journal.open("cluster", "plan");
        assertThat(ThrottleLease.restore(configs, later, ALL).isComplete()).isTrue();

        assertThat(configs.snapshot()).isEqualTo(Map.of(broker(2), Map.of(LEADER_RATE, "1000")));
        assertThat(journal.unfinished("cluster")).isEmpty();
    }

    @Test
    void changesTheRateWhileItRunsAndKnowsTheOldOneForItsOwn() {
        lease.renew(List.of(move(0, List.of(1), List.of(2))), ALL);

        ThrottleStatus changed = lease.changeRate(DataRate.ofMegabytesPerSecond(80));

        assertThat(changed.isComplete()).isTrue();
        assertThat(configs.get(broker(1), LEADER_RATE)).contains("80000000");
        assertThat(lease.rate()).isEqualTo(DataRate.ofMegabytesPerSecond(80));
        configs.set(broker(1), LEADER_RATE, RATE_TEXT);

        lease.release(ALL);

        assertThat(configs.snapshot()).isEmpty();
    }

    @Test
    void doesNotTakeBackWithAnotherRateWhatItIsGivingBack() {
        lease.renew(List.of(move(0, List.of(1), List.of(2))), ALL);
        lease.release(Set.of(1));

        lease.changeRate(DataRate.ofMegabytesPerSecond(80));

        assertThat(configs.get(broker(2), LEADER_RATE)).contains(RATE_TEXT);
        assertThat(lease.release(ALL).isComplete()).isTrue();
        assertThat(configs.snapshot()).isEmpty();
    }

    @Test
    void saysOfABrokerThatStopsAnsweringThatItIsMissingUntilItAnswers() {
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        lease.renew(moves, ALL);
        configs.silent.add(broker(2));

        assertThat(lease.renew(moves, ALL).events()).hasOnlyElementsOfType(ThrottleEvent.Failed.class);
        assertThat(lease.renew(moves, ALL).missing()).containsOnlyKeys(broker(2));
        configs.silent.clear();

        assertThat(lease.renew(moves, ALL).events()).containsExactly(new ThrottleEvent.Recovered(broker(2)));
    }

    @Test
    void refusesARateThatStarvesUnlessItIsAskedFor() {
        DataRate slow = DataRate.ofBytesPerSecond(999_999);
        ThrottleLease.Builder builder = ThrottleLease.builder(configs, session, slow);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never catch up");
        assertThatThrownBy(() -> lease.changeRate(slow)).isInstanceOf(IllegalArgumentException.class);
        assertThat(lease.rate()).isEqualTo(RATE);
        assertThat(builder.lowestRate(slow).build().rate()).isEqualTo(slow);
    }

    @Test
    void forgetsADeletedTopicAndWaitsForOneThatIsStillNeeded() {
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        configs.deleted.add(topic("t"));
        configs.values.remove(topic("t"));

        assertThat(lease.renew(moves, ALL).covers(moves.get(0), ALL)).isFalse();
        assertThat(lease.renew(List.of(), ALL).isComplete()).isTrue();
        assertThat(lease.release(ALL).isComplete()).isTrue();

        assertThat(configs.snapshot()).isEmpty();
        assertThat(JournalState.of(session).throttlesOwed()).isEmpty();
    }

    @Test
    void refusesBrokersThatCannotChangeSingleConfigsAndOwesThemNothing() {
        configs.old = true;

        assertThatThrownBy(() -> lease.renew(List.of(move(0, List.of(1), List.of(2))), ALL))
                .isInstanceOf(ThrottleUnsupportedException.class)
                .hasMessageContaining("2.3");
        assertThat(JournalState.of(session).throttlesOwed()).isEmpty();
    }

    @Test
    void looksAtABigClusterInTurns() {
        List<InFlightMove> moves = new ArrayList<>();
        Set<Integer> online = new HashSet<>();
        for (int id = 0; id < 1000; id += 2) {
            moves.add(move(id, List.of(id), List.of(id + 1)));
            online.addAll(List.of(id, id + 1));
        }
        lease.renew(moves, online);
        lease.renew(moves, online);
        configs.reads = 0;
        configs.delete(broker(777), FOLLOWER_RATE);

        for (int look = 0; look < 11; look++) {
            lease.renew(moves, online);
        }

        assertThat(configs.reads).isLessThanOrEqualTo(1110);
        assertThat(configs.get(broker(777), FOLLOWER_RATE)).contains(RATE_TEXT);
    }

    @Test
    void takesANewLeaseAfterARelease() {
        List<InFlightMove> moves = List.of(move(0, List.of(1), List.of(2)));
        lease.renew(moves, ALL);
        lease.release(ALL);
        configs.set(broker(1), LEADER_RATE, "1000");

        lease.renew(moves, ALL);

        assertThat(configs.get(broker(1), LEADER_RATE)).contains(RATE_TEXT);
        assertThat(configs.get(topic("t"), FOLLOWER_REPLICAS)).contains("0:2");
        lease.release(ALL);
        assertThat(configs.snapshot()).isEqualTo(Map.of(broker(1), Map.of(LEADER_RATE, "1000")));
    }

    private static InFlightMove move(int partition, List<Integer> from, List<Integer> to) {
        return InFlightMove.of(new PartitionMove(new TopicPartition("t", partition), from, to));
    }
}
