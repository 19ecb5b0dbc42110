// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.RecordCodec.Stamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PassageJudgeTest {
    private static final TopicPartition IN_0 = new TopicPartition("in", 0);
    private static final TopicPartition IN_1 = new TopicPartition("in", 1);
    private static final TopicPartition OUT_0 = new TopicPartition("out", 0);
    private static final TopicPartition OUT_1 = new TopicPartition("out", 1);

    private final LoadHistory history = new LoadHistory(List.of("p"), Map.of(IN_0, 0L, IN_1, 0L), 1000);
    private final List<RecordCodec> codecs = List.of(new RecordCodec(7, IN_0, 50), new RecordCodec(7, IN_1, 50));
    private final PassageJudge judge;

    PassageJudgeTest() {
        for (int sequence = 0; sequence < 3; sequence++) {
            acknowledge(0);
        }
        acknowledge(1);
        judge = new PassageJudge(history, codecs);
    }

    private void acknowledge(int partition) {
        PartitionHistory one = history.partition(partition);
        one.settle(0, one.send(0), Outcome.ACKNOWLEDGED);
    }

    private byte[] record(int partition, int sequence) {
        return codecs.get(partition).encode(new Stamp(0, 0, sequence, 0));
    }

    @Test
    void recordsMayComeToAnyPartitionInAnyOrderOfTheirSources() {
        judge.read(OUT_1, 0, record(0, 0));
        judge.read(OUT_1, 1, record(0, 2));
        judge.read(OUT_1, 2, record(1, 0));
        judge.read(OUT_0, 0, record(0, 1));

        assertThat(judge.awaited()).isZero();
        PassageReport report = judge.report(List.of());
        assertThat(report.isClean()).isTrue();
        report.throwIfNotClean();
        assertThat(report.describe())
                .startsWith("acknowledged / lost / duplicated / reordered behind the application = 4 / 0 / 0 / 0");
    }

    @Test
    void whatIsMissingIsLostOnlyIfTheEndWasSeen() {
        judge.read(OUT_0, 0, record(0, 0));

        PassageReport unseen = judge.report(List.of("out-0 was read up to offset 1 of 4"));
        assertThat(unseen.faults().isNone()).isTrue();
        assertThat(unseen.unverified()).isEqualTo(3);
        assertThat(unseen.isClean()).isFalse();
        assertThat(unseen.describe()).contains("not complete out-0 was read up to");

        PassageReport seen = judge.report(List.of());
        assertThat(seen.faults().lost()).isEqualTo(3);
        assertThat(seen.anomalies()).first().extracting(Anomaly::partition).isEqualTo(IN_0);
        assertThatThrownBy(seen::throwIfNotClean)
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("lost: record 1 of p in in-0");
    }

    @Test
    void aSecondCopyIsADuplicateWhereverItIs() {
        judge.read(OUT_0, 0, record(0, 0));
        judge.read(OUT_1, 0, record(0, 0));
        assertThat(judge.report(List.of()).faults().duplicated()).isEqualTo(1);
    }

    @Test
    void theOrderOfOneSourceInOnePartitionCounts() {
        judge.read(OUT_0, 0, record(0, 1));
        judge.read(OUT_0, 1, record(0, 0));
        assertThat(judge.report(List.of()).faults().reordered()).isEqualTo(1);
    }

    @Test
    void whatWasNeverSentOrIsDamagedIsCorruptAndWhatAnotherWorkloadSentIsForeign() {
        byte[] damaged = record(0, 0);
        damaged[damaged.length - 1]++;
        judge.read(OUT_0, 0, damaged);
        judge.read(OUT_0, 1, null);
        judge.read(OUT_0, 2, record(0, 3));
        judge.read(OUT_0, 3, codecs.get(0).encode(new Stamp(1, 0, 0, 0)));
        judge.read(OUT_0, 4, new RecordCodec(8, IN_1, 50).encode(new Stamp(0, 0, 0, 0)));

        PassageReport report = judge.report(List.of());
        assertThat(report.faults().corrupt()).isEqualTo(4);
        assertThat(report.foreign()).isEqualTo(1);
        assertThat(report.read()).isEqualTo(5);
    }

    @Test
    void anAbortedRecordIsNotToBeThereAndOneWithoutAnswerMayBe() {
        PartitionHistory source = history.partition(0);
        int aborted = source.send(0);
        source.settle(0, aborted, Outcome.ABORTED);
        int unknown = source.send(0);
        judge.read(OUT_0, 0, record(0, aborted));
        judge.read(OUT_0, 1, record(0, unknown));

        RecordFaults faults = judge.report(List.of("not to its end")).faults();
        assertThat(faults.abortedRead()).isEqualTo(1);
        assertThat(faults.duplicated() + faults.corrupt()).isZero();
    }

    @Test
    void theSourceEndsBehindItsLastAcknowledgedRecord() {
        PartitionHistory source = history.partition(0);
        int aborted = source.send(0);
        source.settle(0, aborted, Outcome.ABORTED);
        assertThat(PassageJudge.end(source)).isZero();
        source.read(10, codecs.get(0).decode(record(0, 0)));
        source.read(11, codecs.get(0).decode(record(0, aborted)));
        source.read(12, RecordCodec.Decoded.FOREIGN);
        assertThat(PassageJudge.end(source)).isEqualTo(11);
    }

    @Test
    void propertiesOfStreamsFollowTheSizeOfTheCluster() {
        Map<String, Object> three = StreamsProperties.exactlyOnce(
                Map.of("bootstrap.servers", "b:1", "security.protocol", "SSL"), "app", 5, Path.of("state"));
        assertThat(three)
                .containsEntry("application.id", "app")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", "2")
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("state.dir", "state");
        assertThat(StreamsProperties.exactlyOnce(Map.of(), "app", 1, Path.of("state")))
                .containsEntry("replication.factor", 1)
                .containsEntry("topic.min.insync.replicas", "1")
                .containsEntry("num.standby.replicas", 0);
        assertThatThrownBy(() -> StreamsProperties.exactlyOnce(Map.of(), " ", 1, Path.of("state")))
                .hasMessageContaining("needs an id");
        assertThatThrownBy(() -> StreamsProperties.exactlyOnce(Map.of(), "app", 0, Path.of("state")))
                .hasMessageContaining("at least 1 broker");
    }
}
