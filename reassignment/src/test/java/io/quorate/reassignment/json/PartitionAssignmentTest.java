// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.TargetReplicas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionAssignmentTest {
    @TempDir
    private Path directory;

    @Test
    void readsPartitionsInTheOrderOfTopicsAndNumbersHoweverTheyCome() throws IOException {
        PartitionAssignment assignment = read(entries("b,1,[3]", "b,0,[1,2]", "a,10,[2]", "a,9,[1]"));

        assertThat(assignment.size()).isEqualTo(4);
        assertThat(assignment.targets())
                .containsExactly(
                        TargetReplicas.of("a", 9, List.of(1)),
                        TargetReplicas.of("a", 10, List.of(2)),
                        TargetReplicas.of("b", 0, List.of(1, 2)),
                        TargetReplicas.of("b", 1, List.of(3)));
        assertThat(assignment).hasToString("PartitionAssignment of 2 topics, 4 partitions, 5 replicas");
    }

    @Test
    void readsLogDirsAndTakesAllAnyForNone() throws IOException {
        PartitionAssignment assignment = read("""
                {"version":1,"partitions":[
                {"topic":"b","partition":0,"replicas":[1,2],"log_dirs":["any","/data/2"]},
                {"topic":"a","partition":0,"replicas":[1,2],"log_dirs":["any","any"]},
                {"topic":"a","partition":1,"replicas":[3]},
                {"topic":"a","partition":2,"replicas":[3],"log_dirs":["/data/2"]}]}""");

        assertThat(assignment.targets())
                .containsExactly(
                        TargetReplicas.of("a", 0, List.of(1, 2)),
                        TargetReplicas.of("a", 1, List.of(3)),
                        new TargetReplicas("a", 2, List.of(3), List.of("/data/2")),
                        new TargetReplicas("b", 0, List.of(1, 2), List.of("any", "/data/2")));
    }

    @Test
    void readsAFileOfManyPartitionsWithManyReplicas() throws IOException {
        String nodes = IntStream.range(0, 20).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        String text = IntStream.range(0, 3000)
                .mapToObj(partition -> entry("t", partition, nodes))
                .collect(Collectors.joining(",", "{\"partitions\":[", "]}"));
        Path file = Files.writeString(directory.resolve("many.json"), text);

        PartitionAssignment assignment = PartitionAssignment.read(file);

        assertThat(assignment.size()).isEqualTo(3000);
        assertThat(assignment.targets().get(2999).replicas()).hasSize(20).endsWith(18, 19);
    }

    @Test
    void theVersionMayBeLeftOutOrComeLastAndUnknownFieldsAreIgnored() throws IOException {
        String partitions = "\"partitions\":[" + entry("a", 0, "[1],\"note\":{\"x\":[1,{}]}") + "]";

        assertThat(read("{" + partitions + "}").size()).isEqualTo(1);
        assertThat(read("{" + partitions + ",\"more\":[1],\"version\":1}").size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{`version`:2,`partitions`:[]} | version is 2, and only 1 is known",
                "{`version`:`1`,`partitions`:[]} | expected version as a whole number",
                "{`version`:1.0,`partitions`:[]} | expected version as a whole number",
                "{`version`:1,`version`:1,`partitions`:[]} | version is given twice",
                "{`version`:1,`partitions`:{}} | expected a list of partitions",
                "{`version`:1,`partitions`:null} | expected a list of partitions, found null",
                "{`version`:1,`partitions`:[]} | it names no partitions",
                "{`version`:1} | it names no partitions",
                "[] | expected an object, found [",
                "{`partitions`:[7]} | expected an object with topic, partition and replicas, found 7",
                "{`partitions`:[{`partition`:0,`replicas`:[1]}]} | a partition lacks topic",
                "{`partitions`:[{`topic`:`a`,`replicas`:[1]}]} | a partition lacks partition",
                "{`partitions`:[{`topic`:`a`,`partition`:0}]} | a partition lacks replicas",
                "{`partitions`:[{`topic`:7,`partition`:0,`replicas`:[1]}]} | expected topic as a text, found 7",
                "{`partitions`:[{`topic`:``,`partition`:0,`replicas`:[1]}]} | topic is empty",
                "{`partitions`:[{`topic`:`a`,`topic`:`b`,`partition`:0,`replicas`:[1]}]} | topic is given twice",
                "{`partitions`:[{`topic`:`a`,`partition`:`0`,`replicas`:[1]}]} | expected partition as a whole number",
                "{`partitions`:[{`topic`:`a`,`partition`:-1,`replicas`:[1]}]} | is no partition: they are numbered from 0",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:1}]} | expected replicas as a list",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[]}]} | a-0 has no replicas",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1,1]}]} | a-0 names a broker twice: [1, 1]",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[-1]}]} | ids of brokers are 0 or more",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1.5]}]} | expected a replica as a whole number",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[3000000000]}]} | 3000000000, and can be 2147483647",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1],`log_dirs`:[]}]} | 1 replicas and 0 log_dirs",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1],`log_dirs`:[`/a`,`/b`]}]} | 2 log_dirs",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1],`log_dirs`:null}]} | log_dirs as a list",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1],`log_dirs`:[1]}]} | a log dir as a text",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1]} | not valid JSON",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1]}]} {} | more after the end of the JSON",
                "{`partitions`:[{`topic`:`a`,`partition`:0,`replicas`:[1]}]} done | more after the end of the JSON",
                "topics | not valid JSON",
            })
    void whatIsNotSuchJsonIsRejectedWithItsPlaceAndWhatBelongsThere(String text, String problem) {
        assertThatThrownBy(() -> read(text.replace('`', '"')))
                .isInstanceOf(ReassignmentJsonException.class)
                .hasMessageContaining("Did not read the partition assignment: ")
                .hasMessageContaining(problem);
    }

    @Test
    void anEmptyFileIsRejected() {
        assertThatThrownBy(() -> read("  \n "))
                .isInstanceOf(ReassignmentJsonException.class)
                .hasMessageContaining("found the end of the file");
    }

    @Test
    void aPlaceIsALineAndAColumn() {
        assertThatThrownBy(() -> read("{\"version\":1,\n \"partitions\":[\n  {\"topic\":\"a\",\"partition\":true}]}"))
                .hasMessageContaining("line 3, column 28: expected partition as a whole number, found true");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        ReassignmentJsonException wrong = catchThrowableOfType(
                ReassignmentJsonException.class,
                () -> read(entries("a,0,[]", "b,0,[1,1]", "a,1,[1]", "a,1,[2]", "a,1,[3]")));

        assertThat(wrong.problems())
                .satisfiesExactly(
                        empty -> assertThat(empty).contains("line 2, column 1: a-0 has no replicas"),
                        twice -> assertThat(twice).contains("line 3, column 1: b-0 names a broker twice"),
                        again -> assertThat(again).contains("a-1 is there more than once"),
                        again -> assertThat(again).contains("a-1 is there more than once"));
        assertThat(wrong).hasMessageContaining("4 problems").hasMessageContaining("b-0 names");
    }

    @Test
    void aFileThatIsWrongEverywhereIsNotToldWhole() {
        String[] wrong = IntStream.range(0, 500)
                .mapToObj(partition -> "a," + partition + ",[]")
                .toArray(String[]::new);

        assertThatThrownBy(() -> read(entries(wrong)))
                .hasMessageContaining("500 problems")
                .hasMessageContaining("and 490 more")
                .satisfies(e ->
                        assertThat(((ReassignmentJsonException) e).problems()).hasSize(100));
    }

    @Test
    void becomesTheMapToPlanFrom() throws IOException {
        PartitionAssignment assignment = read(entries("b,0,[1,9]", "a,1,[2,1]", "a,0,[1,2]"));

        ReplicaMap map = assignment.toReplicaMap(
                List.of(PlacementBroker.available(1, "r1"), PlacementBroker.available(2, "r2")),
                (topic, partition) -> topic.equals("a") ? 100 + partition : ReplicaMap.UNKNOWN_SIZE);

        assertThat(map.topics()).extracting(ReplicaMap.Topic::name).containsExactly("a", "b");
        assertThat(map.replicas(1)).containsExactly(2, 1);
        assertThat(map.replicas(2)).containsExactly(1, 9);
        assertThat(map.size(1)).isEqualTo(101);
        assertThat(map.size(2)).isEqualTo(ReplicaMap.UNKNOWN_SIZE);
        assertThat(map.brokers().get(2)).isEqualTo(PlacementBroker.offline(9, null));
    }

    @Test
    void aTopicWithAHoleIsNotPlannedFrom() throws IOException {
        PartitionAssignment assignment = read(entries("a,0,[1]", "a,2,[1]", "b,1,[1]"));

        assertThatThrownBy(() -> assignment.toReplicaMap(List.of(), PartitionAssignment.Sizes.UNKNOWN))
                .isInstanceOf(ReassignmentJsonException.class)
                .hasMessageContaining("a-1 is missing, and a-2 is there")
                .hasMessageContaining("b-0 is missing");
    }

    private static String entries(String... all) {
        return IntStream.range(0, all.length)
                .mapToObj(i -> all[i].split(",", 3))
                .map(parts -> entry(parts[0], Integer.parseInt(parts[1]), parts[2]))
                .collect(Collectors.joining(",\n", "{\"version\":1,\"partitions\":[\n", "]}"));
    }

    private static String entry(String topic, int partition, String replicas) {
        return "{\"topic\":\"" + topic + "\",\"partition\":" + partition + ",\"replicas\":" + replicas + "}";
    }

    private static PartitionAssignment read(String text) throws IOException {
        return PartitionAssignment.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
