// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of five seconds in which one partition had a gap of two, saved, read, judged and drawn. */
class WorkloadHistoryTest {
    private static final TopicPartition PAYMENTS = new TopicPartition("payments", 0);

    private final StoppedClock clock = new StoppedClock();
    private final LoadHistory records =
            new LoadHistory(List.of("p1"), Map.of(HistoryBuilder.PARTITION, 0L, PAYMENTS, 0L), 1_000);
    private final LoadContext context = new LoadContext(clock, records, List.of());

    @TempDir
    private Path directory = Path.of("none");

    @Test
    void isJudgedAndDrawnAlikeAfterItWasSavedAndRead() {
        WorkloadReport report = run();
        Path file = directory.resolve("history");
        report.history().save(file);
        WorkloadReport again = WorkloadHistory.load(file).judge();
        assertThat(again.describe()).isEqualTo(report.describe()).contains("failure p1: send", "lost: record 0 of p1");
        assertThat(again.phases()).isEqualTo(report.phases());
        assertThat(again.timeline().svg()).isEqualTo(report.timeline().svg());
        assertThat(again.timeline().describe()).isEqualTo(report.timeline().describe());
    }

    @Test
    void partitionsThatWereAddedLaterAreNamed() {
        TopicPartition added = new TopicPartition("orders", 1);
        WorkloadReport none = run();
        assertThat(none.partitionsAddedLater()).isEmpty();
        assertThat(none.describe()).doesNotContain("added after the start");

        records.partitionsAtTheEnd(List.of(HistoryBuilder.PARTITION, added, PAYMENTS));
        Path file = directory.resolve("history");
        none.history().save(file);
        WorkloadReport again = WorkloadHistory.load(file).judge();
        assertThat(again.partitionsAddedLater()).containsExactly(added);
        assertThat(again.describe()).contains("added after the start, neither written nor judged: orders-1");
    }

    @Test
    void aFileThatIsDamagedCutOffOrSomethingElseIsRefused() throws IOException {
        Path file = directory.resolve("history");
        run().history().save(file);
        byte[] whole = Files.readAllBytes(file);
        assertThatThrownBy(() -> WorkloadHistory.load(directory.resolve("missing")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("missing");
        for (int length : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> WorkloadHistory.load(file))
                    .as("the first %d bytes", length)
                    .isInstanceOf(WorkloadException.class);
        }
        for (int at = whole.length / 4; at < whole.length; at += whole.length / 4) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertThatThrownBy(() -> WorkloadHistory.load(file))
                    .as("byte %d changed", at)
                    .isInstanceOf(WorkloadException.class);
        }
        Files.writeString(file, "something else");
        assertThatThrownBy(() -> WorkloadHistory.load(file)).hasMessageContaining("as the history of a workload");
    }

    @Test
    void theTextHasTheGapAndTheMark() {
        List<String> lines = run().timeline().describe().lines().toList();
        assertThat(lines).contains("A 2.0 s kill <2> & \"more\"");
        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line).startsWith("orders-0   ").contains("·····", "1 lost, 1 commits back"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("payments-0 ").doesNotContain("·····"));
    }

    @Test
    void thePictureIsWellFormedAndHasTheGapAndTheMark() throws Exception {
        String svg = run().timeline().svg();
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(svg)
                .contains("2.0 s kill &lt;2&gt; &amp; &quot;more&quot;", "1 lost, 1 commits back", "orders-0", "≈ 2.")
                .doesNotContain("href", "url(");
        assertThat(svg.split("class=\"gap\" x", -1)).hasSize(3);
    }

    /** Records every 50 ms; of orders none from 2 s to 4 s. */
    private WorkloadReport run() {
        context.begin("start");
        for (int step = 0; step < 100; step++) {
            if (step == 40) {
                context.mark("kill <2> & \"more\"");
            }
            if (step < 40 || step >= 80) {
                write(0, step);
            }
            write(1, step);
            clock.sleep(Duration.ofMillis(50));
        }
        context.failed("p1", "send", new TimeoutException("no leader"));
        context.end();
        records.partition(0).committed(9);
        records.partition(0).committedSeen(9, 4);
        for (PartitionHistory one : records.partitions()) {
            one.reached(100, OptionalLong.of(0));
            one.endsAt(100);
        }
        return context.toHistory(Judge.Isolation.READ_COMMITTED, List.of()).judge();
    }

    private void write(int partition, int offset) {
        int sequence = records.partition(partition).send(0);
        records.partition(partition).stored(offset);
        records.partition(partition).settle(0, sequence, Outcome.ACKNOWLEDGED);
        context.acknowledged(partition, clock.nanos());
        if (partition == 1 || sequence > 0) {
            records.read(partition, offset, HistoryBuilder.record(0, 0, sequence));
            context.delivered(partition, clock.nanos(), clock.nanos());
        }
    }
}
