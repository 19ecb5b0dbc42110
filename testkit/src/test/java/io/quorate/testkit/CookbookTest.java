// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CookbookTest {
    private static final Pattern RECIPE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyRecipeIsCompiledAndRun() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/quorate/testkit/CookbookIT.java"));
        List<String> recipes = RECIPE.matcher(Files.readString(Path.of("../docs/testkit.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java\n".length(), block.length() - "```".length()))
                .toList();

        assertThat(recipes).as("the cluster and ten tests").hasSize(11);
        assertThat(recipes).allSatisfy(recipe -> assertThat(flat(source)).contains(flat(recipe)));
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
