// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.RecordCodec.Decoded;
import io.quorate.testkit.load.RecordCodec.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private final StoppedClock clock = new StoppedClock();
    private final LoadHistory history = new LoadHistory(List.of("p1"), Map.of(HistoryBuilder.PARTITION, 0L), 10);
    private final LoadContext context = new LoadContext(
            clock, history, List.of(new RecordCodec(1, HistoryBuilder.PARTITION, RecordCodec.HEADER_BYTES)));

    @Test
    void isCleanWhenEverythingWasAcknowledgedAndRead() {
        run();
        WorkloadReport report = report();
        assertThat(report.isClean()).isTrue();
        assertThat(report.lostNothing()).isTrue();
        assertThat(report.summary()).isEqualTo("acknowledged / lost / duplicated / reordered = 1 / 0 / 0 / 0");
        report.throwIfNotClean();
    }

    @Test
    void isNotGreenWhenNothingWasAcknowledged() {
        history.partition(0).endsAt(0);
        WorkloadReport report = report();
        assertThat(report.faults()).isEqualTo(RecordFaults.NONE);
        assertThat(report.isClean()).isFalse();
        assertThat(report.lostNothing()).isFalse();
        assertThat(report.incompleteBecause())
                .containsExactly("producer p1 had nothing acknowledged", "orders-0 had nothing acknowledged");
    }

    @Test
    void isNotGreenWhenAPartitionWasNotReadToItsEnd() {
        run();
        history.partition(0).endsAt(2);
        WorkloadReport report = report();
        assertThat(report.isComplete()).isFalse();
        assertThat(report.incompleteBecause())
                .containsExactly("orders-0 was not read to its end, so 0 records are unverified: the group read up to"
                        + " offset 1 of 2");
        assertThatThrownBy(report::throwIfNotClean)
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("not complete orders-0");
    }

    @Test
    void isNotGreenWhenAThreadEndedEarly() {
        run();
        assertThat(report("p1 ended early").isClean()).isFalse();
    }

    @Test
    void isNotGreenWhenMoreWasReadThanCouldBeNoted() {
        run();
        for (int offset = 1; offset < 30; offset++) {
            history.read(0, offset, Decoded.FOREIGN);
        }
        history.partition(0).endsAt(30);
        history.partition(0).reached(30, OptionalLong.empty());
        assertThat(report().incompleteBecause()).singleElement().asString().contains("something else writes");
        assertThat(history.read()).isEqualTo(20);
    }

    @Test
    void isNotGreenWhenTheBoundOnRecordsWasMet() {
        run();
        for (int record = 0; record < 10; record++) {
            assertThat(history.takeRoom()).isTrue();
        }
        assertThat(history.takeRoom()).isFalse();
        assertThat(report().incompleteBecause()).singleElement().asString().contains("Raise maxRecords");
    }

    @Test
    void describesWhatItFound() {
        run();
        context.failed("p1", "send", new TimeoutException("no leader"));
        context.failed("p1", "send", new TimeoutException("no leader again"));
        assertThat(report().describe())
                .startsWith("acknowledged / lost / duplicated / reordered = 1 / 0 / 0 / 0\n")
                .contains("phase start: 3.0 s, acknowledged 1, longest time without an acknowledgement 2000.0 ms")
                .contains("partition orders-0: acknowledged / lost / duplicated / reordered = 1 / 0 / 0 / 0")
                .contains("failure p1: send failed 2 times, first after 3.0 s: TimeoutException: no leader");
    }

    @Test
    void hasFiguresByPartitionAndPhaseAndSaysWhatThereIsIfAskedForAnother() {
        run();
        WorkloadReport report = report();
        assertThat(report.partition(HistoryBuilder.PARTITION).longestTimeWithoutAck())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(report.longestTimeWithoutAck()).isEqualTo(Duration.ofSeconds(2));
        assertThat(report.phase("start").longestTimeWithoutAck()).isEqualTo(Duration.ofSeconds(2));
        assertThat(report.acknowledgedPerSecond()).isEqualTo(1 / 3.0);
        assertThat(report.ackLatency().count()).isEqualTo(1);
        assertThat(report.ackLatency().p999()).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2002));
        assertThatThrownBy(() -> report.partition(new TopicPartition("other", 0)))
                .hasMessageContaining("only to [orders-0]");
        assertThatThrownBy(() -> report.phase("other")).hasMessageContaining("only [start]");
    }

    /** A load of three seconds that has one record acknowledged after two, and read. */
    private void run() {
        context.begin("start");
        int sequence = history.partition(0).send(0);
        clock.sleep(Duration.ofSeconds(2));
        history.partition(0).stored(0);
        history.partition(0).settle(0, sequence, Outcome.ACKNOWLEDGED);
        context.acknowledged(0, 0);
        history.read(0, 0, new Decoded(Decoded.Kind.OWN, new Stamp(0, 0, sequence, 0)));
        history.partition(0).reached(1, OptionalLong.of(0));
        history.partition(0).endsAt(1);
        clock.sleep(Duration.ofSeconds(1));
        context.end();
    }

    private WorkloadReport report(String... problems) {
        return context.toHistory(Judge.Isolation.READ_COMMITTED, List.of(problems))
                .judge();
    }
}
