// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OfflinePlanIT {
    private static final String BEFORE = "{\"version\":1,\"partitions\":["
            + "{\"topic\":\"a\",\"partition\":0,\"replicas\":[1,2]},"
            + "{\"topic\":\"a\",\"partition\":1,\"replicas\":[2,1]},"
            + "{\"topic\":\"a\",\"partition\":2,\"replicas\":[1,2]}]}";

    @TempDir
    private Path directory;

    private Path before;
    private Path racks;
    private Path sizes;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        before = file("before.json", BEFORE);
        racks = file("racks.csv", "broker,rack\n1,x\n2,y\n3,x\n");
        sizes = file("sizes.csv", "topic,partition,bytes\na,0,1000\na,1,2000\na,2,3000\n");
        out = directory.resolve("out.json");
    }

    @Test
    void printsTheFiguresAndWritesThePlanAndTheReport() throws Exception {
        Path report = directory.resolve("report.html");

        Examples.Ended ended =
                plan("--sizes", sizes.toString(), "--add", "3", "--report", report.toString(), "--rack", "strict");

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .startsWith("Give new broker 3 a share: ")
                .containsPattern("replicas to copy +[1-9]")
                .containsPattern("at least \\(bound\\) +[1-9]")
                .containsPattern("gap +0")
                .containsPattern("proof +[A-Z]")
                .containsPattern("Planned in \\d+ ms of CPU, \\d+ ms by the clock");
        assertThat(out)
                .content()
                .startsWith("{\"version\":1,\"partitions\":[{\"topic\":\"a\"")
                .contains("3");
        assertThat(report).content().startsWith("<!DOCTYPE html>").contains("<svg");
    }

    @Test
    void aPlanOfNothingIsAnEmptyListAndSaysSo() throws Exception {
        Files.writeString(racks, "broker,rack\n1,x\n2,y\n");

        Examples.Ended ended = plan("--rebalance", "--topics", "nothing.*");

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("Nothing to do");
        assertThat(out).content().isEqualToIgnoringWhitespace("{\"version\":1,\"partitions\":[]}");
    }

    @Test
    void whatCannotBePlannedEndsWithOneAndWritesNoPlan() throws Exception {
        Examples.Ended ended = plan("--replication-factor", "4");

        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(1);
        assertThat(ended.out()).contains("There is no valid plan", "4 replicas");
        assertThat(out).doesNotExist();
    }

    @Test
    void badArgumentsEndWithTwoAndSayWhichAndWhatIsExpected() throws Exception {
        refused("mutually exclusive", "--rebalance", "--add", "3");
        refused("--rebalance", new String[0]);
        refused("neither the racks file nor the assignment names broker 7", "--remove", "7");
        refused("\"x\" is no id", "--add", "3,x");
        refused("the range 3-1 ends before it begins", "--add", "3-1");
        refused("3 is named twice", "--add", "1-3,3");
        refused("has more than 100000 ids", "--add", "0-999999999");
        refused("expected two ids of brokers like 3:7", "--replace", "1-2");
        refused("a broker cannot replace itself", "--replace", "1:1");
        refused("must be 1 or more", "--replication-factor", "0");
        refused("--replication-factor", "--replication-factor", "many");
        refused("expected forced, new or full", "--rebalance", "--movement", "some");
        refused("expected count or bytes", "--rebalance", "--weight", "cpu");
        refused("--weight bytes needs --sizes", "--rebalance", "--weight", "bytes");
        refused("expected strict, best-effort or ignore", "--rebalance", "--rack", "loose");
        refused("Expected a regular expression", "--rebalance", "--topics", "[");
        refused("its directory is missing", "--rebalance", "--report", "/no/such/directory/report.html");
    }

    @Test
    void badFilesEndWithTwoAndSayWhereAndWhatIsExpected() throws Exception {
        refusedFile(before, "{\"version\":1", "not valid JSON");
        refusedFile(before, BEFORE.replace("[2,1]", "[2,2]"), "a-1 names a broker twice");
        refusedFile(before, BEFORE.replace("\"partition\":1", "\"partition\":0"), "a-0 is there more than once");
        refusedFile(before, BEFORE.replace("\"partition\":2", "\"partition\":5"), "a-2 is missing");
        refusedFile(before, BEFORE.replace("\"version\":1", "\"version\":3"), "only 1 is known");
        refusedFile(racks, "broker,rack\n", "names no broker");
        refusedFile(racks, "broker,rack\n1\n", "line 2: \"1\" has 1 fields. Expected broker,rack");
        refusedFile(racks, "1,x\n1,y\n", "line 2: broker 1 is named twice");
        refusedFile(racks, "one,x\n", "line 1: broker is \"one\"");
        refusedFile(sizes, "a,0,-1\n", "line 1: bytes is \"-1\"");
        refusedFile(sizes, "a,0,1\na,0,2\n", "line 2: a-0 is named twice");
        refusedFile(sizes, "a,0\n", "has 2 fields");
        for (Path missing : List.of(before, racks, sizes)) {
            Path kept = Files.move(missing, directory.resolve("kept"));
            refused("no readable file", "--sizes", sizes.toString(), "--rebalance");
            Files.move(kept, missing);
        }
    }

    private void refusedFile(Path file, String content, String says) throws Exception {
        String good = Files.readString(file);
        Files.writeString(file, content);
        refused(says, "--sizes", sizes.toString(), "--rebalance");
        Files.writeString(file, good);
    }

    private void refused(String says, String... arguments) throws Exception {
        Examples.Ended ended = plan(arguments);
        assertThat(ended.out()).contains(says).contains("--help").doesNotContain("\tat ");
        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    private Examples.Ended plan(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("plan", "--before", before.toString(), "--racks", racks.toString()));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--out", out.toString()));
        return Examples.run(all.toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
