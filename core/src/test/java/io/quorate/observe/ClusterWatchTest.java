// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.healthy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ClusterState;
import io.quorate.error.OperationInterruptedException;
import io.quorate.time.ManualTime;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
    private static final ClusterCondition THREE_ONLINE = ClusterConditions.brokersOnline(Set.of(1, 2, 3));

    private final ManualTime time = ManualTime.startingAt(NOW);
    private int looks;

    @Test
    void returnsAtOnceWhatMeetsTheConditionAlready() {
        ClusterState state = healthy(3, 2);

        assertThat(watch(() -> state).await(THREE_ONLINE, Duration.ZERO)).isSameAs(state);
        assertThat(time.now()).isEqualTo(NOW);
    }

    @Test
    void looksAgainUntilTheConditionIsMet() {
        ClusterState met = watch(() -> healthy(looks, 2)).await(THREE_ONLINE, Duration.ofSeconds(10));

        assertThat(met.onlineBrokers()).containsExactly(1, 2, 3);
        assertThat(looks).isEqualTo(3);
        assertThat(time.now()).isEqualTo(NOW.plusMillis(400));
    }

    @Test
    void aConditionMayHaveToBeMetAtSeveralLooksInARow() {
        // The second look asks a broker that lags.
        ClusterWatch watch = watch(() -> healthy(looks == 2 ? 2 : 3, 2));

        assertThat(watch.inARow(2).await(THREE_ONLINE, Duration.ofSeconds(10)).onlineBrokers())
                .hasSize(3);
        assertThat(looks).isEqualTo(4);
        assertThatThrownBy(() -> watch.inARow(100).await(THREE_ONLINE, Duration.ofSeconds(1)))
                .hasMessageContaining("met at 6 looks in a row, not yet at 100");
        assertThatThrownBy(() -> watch.inARow(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesUpInTimeAndSaysWhatIsMissing() {
        ClusterWatch watch = watch(() -> healthy(1, 2));

        assertThatExceptionOfType(ConditionNotMetException.class)
                .isThrownBy(() -> watch.await(THREE_ONLINE, Duration.ofSeconds(1)))
                .withMessage("Gave up waiting for the cluster after PT1S. Still missing (2): broker 2 is not"
                        + " registered; broker 3 is not registered.")
                .satisfies(e -> assertThat(e.missing()).hasSize(2));
        assertThat(time.now()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void takesAClusterThatDoesNotAnswerForAConditionThatIsNotMetYet() {
        ClusterState met = watch(() -> {
                    if (looks == 1) {
                        throw new ClusterObservationException(gap("brokers"), new TimeoutException("no answer"));
                    }
                    return healthy(3, 2);
                })
                .await(THREE_ONLINE, Duration.ofSeconds(10));

        assertThat(met.onlineBrokers()).hasSize(3);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void saysThatNobodyAnsweredIfThatIsWhatItSawLast() {
        ClusterWatch watch = watch(() -> {
            throw new ClusterObservationException(gap("brokers"), new TimeoutException("no answer"));
        });

        assertThatExceptionOfType(ConditionNotMetException.class)
                .isThrownBy(() -> watch.await(THREE_ONLINE, Duration.ZERO))
                .satisfies(e ->
                        assertThat(e.missing()).containsExactly("brokers: UNREACHABLE (TimeoutException: no answer)"));
    }

    @Test
    void namesTenThingsInItsMessageAndKeepsThemAll() {
        List<String> missing =
                IntStream.rangeClosed(1, 11).mapToObj(i -> "thing " + i).toList();
        ClusterWatch watch = watch(() -> healthy(1, 1));

        assertThatExceptionOfType(ConditionNotMetException.class)
                .isThrownBy(() -> watch.await(state -> missing, Duration.ZERO))
                .withMessageContaining("(11): thing 1; ")
                .withMessageEndingWith("thing 10; and more.")
                .satisfies(e -> assertThat(e.missing()).isEqualTo(missing));
    }

    @Test
    void keepsTheInterruptOfItsThread() {
        ClusterWatch watch = new ClusterWatch(() -> healthy(1, 1), new Interrupted());

        assertThatThrownBy(() -> watch.await(THREE_ONLINE, Duration.ofSeconds(1)))
                .isInstanceOf(OperationInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private ClusterWatch watch(Supplier<ClusterState> look) {
        return new ClusterWatch(
                () -> {
                    looks++;
                    return look.get();
                },
                time);
    }

    private static final class Interrupted implements Time {
        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            throw new InterruptedException();
        }
    }
}
