// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void showsTheCodeThatIsCompiledAndRun() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/quorate/examples/ReadmeExample.java"));
        int begin = indexOf(source, "// README begin");
        int end = indexOf(source, "// README end");
        String code = source.subList(begin + 1, end).stream().collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + code.stripIndent() + "\n```");
    }

    private static int indexOf(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError("No line " + marker);
    }
}
