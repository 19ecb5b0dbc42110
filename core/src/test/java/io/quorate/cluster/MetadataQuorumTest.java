// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.quorum;
import static io.quorate.cluster.Clusters.silentVoter;
import static io.quorate.cluster.Clusters.voter;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataQuorumTest {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @ParameterizedTest(name = "{1} of {0} voters decide")
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3"})
    void majorityIsMoreThanHalfOfTheVoters(int voters, int majority) {
        assertThat(quorum(voters).majority()).isEqualTo(majority);
    }

    @Test
    void aVoterIsCaughtUpUpToTheToleranceAndNotBeyond() {
        MetadataQuorum quorum =
                quorum(voter(1, Duration.ZERO), voter(2, Duration.ofMillis(5000)), voter(3, Duration.ofMillis(5001)));

        assertThat(quorum.isCaughtUp(quorum.voters().get(1), FIVE)).isTrue();
        assertThat(quorum.isCaughtUp(quorum.voters().get(2), FIVE)).isFalse();
        assertThat(quorum.behindLeader(quorum.voters().get(2))).contains(Duration.ofMillis(5001));
    }

    @Test
    void aVoterThatIsAheadOfTheLeadersClockIsNotBehind() {
        MetadataQuorum quorum = quorum(voter(1, Duration.ofSeconds(1)), voter(2, Duration.ZERO));

        assertThat(quorum.behindLeader(quorum.voters().get(1))).contains(Duration.ZERO);
    }

    @Test
    void aVoterThatNobodyHasHeardOfIsNotCaughtUp() {
        MetadataQuorum quorum = quorum(voter(1, Duration.ZERO), silentVoter(2));

        assertThat(quorum.isCaughtUp(quorum.voters().get(1), FIVE)).isFalse();
        assertThat(quorum.behindLeader(quorum.voters().get(1))).isEmpty();
    }

    @Test
    void nobodyButTheLeaderIsCaughtUpIfTheLeaderDoesNotSayWhenItWas() {
        MetadataQuorum quorum = quorum(silentVoter(1), voter(2, Duration.ZERO));

        assertThat(quorum.isCaughtUp(quorum.voters().get(0), FIVE)).isTrue();
        assertThat(quorum.isCaughtUp(quorum.voters().get(1), FIVE)).isFalse();
    }

    @Test
    void withoutALeaderNobodyIsCaughtUp() {
        MetadataQuorum leaderless = new MetadataQuorum(
                new MetadataQuorum.Leadership(-1, 8, 100),
                List.of(voter(1, Duration.ZERO), voter(2, Duration.ZERO)),
                List.of(),
                Map.of());

        assertThat(leaderless.voters()).noneMatch(voter -> leaderless.isCaughtUp(voter, FIVE));
    }

    @Test
    void findsVotersAndObserversAndTellsThemApart() {
        QuorumReplica observer = new QuorumReplica(
                4, Uuid.ZERO_UUID, new QuorumReplica.Progress(90, Optional.of(NOW), Optional.of(NOW)));
        MetadataQuorum quorum = new MetadataQuorum(
                new MetadataQuorum.Leadership(1, 7, 100),
                List.of(voter(1, Duration.ZERO)),
                List.of(observer),
                Map.of(1, List.of(new ControllerEndpoint("CONTROLLER", new Endpoint("localhost", 9093)))));

        assertThat(quorum.replica(4)).contains(observer);
        assertThat(quorum.replica(5)).isEmpty();
        assertThat(quorum.isVoter(1)).isTrue();
        assertThat(quorum.isVoter(4)).isFalse();
        assertThat(quorum.endpoints().get(1))
                .hasToString("[ControllerEndpoint[listener=CONTROLLER, endpoint=" + "localhost:9093]]");
    }
}
