// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedAssignmentsTest {
    private static final String CURRENT =
            "{\"version\":1,\"partitions\":[{\"topic\":\"a\",\"partition\":0,\"replicas\":[1],\"log_dirs\":[\"/d\"]}]}";
    private static final String PROPOSED =
            "{\"version\":1,\"partitions\":[{\"topic\":\"a\",\"partition\":0,\"replicas\":[2],\"log_dirs\":[\"any\"]}]}";
    private static final String GENERATED = "Current partition replica assignment\n" + CURRENT
            + "\n\nProposed partition reassignment configuration\n" + PROPOSED + "\n";

    @Test
    void bothAreReadFromWhatGeneratePrints() throws IOException {
        GeneratedAssignments both = GeneratedAssignments.read(stream(GENERATED));

        assertThat(both.current().targets().get(0).replicas()).containsExactly(1);
        assertThat(both.proposed().orElseThrow().targets().get(0).replicas()).containsExactly(2);
    }

    @Test
    void bothAreReadWhenTheyAreLongerThanAnyBuffer() throws IOException {
        String many = IntStream.range(0, 2000)
                .mapToObj(partition -> "{\"topic\":\"a\",\"partition\":" + partition + ",\"replicas\":[1]}")
                .collect(Collectors.joining(",", "{\"version\":1,\"partitions\":[", "]}"));

        GeneratedAssignments both = GeneratedAssignments.read(
                stream(GENERATED.replace(CURRENT, many).replace(PROPOSED, many)));

        assertThat(both.current().size()).isEqualTo(2000);
        assertThat(both.proposed().orElseThrow().size()).isEqualTo(2000);
    }

    @Test
    void theCurrentAssignmentIsTakenWhereOneIsWanted() throws IOException {
        String executed = "Current partition replica assignment\n\n" + CURRENT
                + "\n\nSave this to use as the --reassignment-json-file option during rollback\nSuccessfully started\n";

        assertThat(PartitionAssignment.read(stream(GENERATED)).targets().get(0).replicas())
                .containsExactly(1);
        assertThat(PartitionAssignment.read(stream(executed)).targets().get(0).logDirs())
                .containsExactly("/d");
        assertThat(GeneratedAssignments.read(stream(executed)).proposed()).isEmpty();
    }

    @Test
    void aPlaceIsCountedFromTheBeginningOfTheText() {
        String broken = GENERATED.replace("[2]", "[]");

        assertThatThrownBy(() -> GeneratedAssignments.read(stream(broken)))
                .isInstanceOf(ReassignmentJsonException.class)
                .hasMessageContaining("line 5, column 28: a-0 has no replicas");
    }

    @Test
    void otherTextBeforeJsonIsNotPassedOver() {
        assertThatThrownBy(() -> PartitionAssignment.read(stream("some log\n" + CURRENT)))
                .isInstanceOf(ReassignmentJsonException.class)
                .hasMessageContaining("line 1, column");
        assertThatThrownBy(() -> PartitionAssignment.read(stream("Current partition replica assignment\n")))
                .isInstanceOf(ReassignmentJsonException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
