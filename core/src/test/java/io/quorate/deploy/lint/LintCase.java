// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A file that breaks one rule and nothing else, and its near twin that breaks none: the same good file with one place changed
 * in two ways.
 */
record LintCase(LintRule rule, String base, String place, String bad, String good) {
    static LintCase compose(LintRule rule, String place, String bad, String good) {
        return new LintCase(rule, "compose.yaml", place, bad, good);
    }

    static LintCase kubernetes(LintRule rule, String place, String bad, String good) {
        return new LintCase(rule, "kubernetes.yaml", place, bad, good);
    }

    static String file(String name) {
        try (InputStream in = Objects.requireNonNull(LintCase.class.getResourceAsStream("/lint/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LintReport trigger() {
        return lint(bad);
    }

    LintReport twin() {
        return lint(good);
    }

    private LintReport lint(String with) {
        String text = file(base);
        if (!text.contains(place)) {
            throw new IllegalStateException("\"" + place + "\" is not in " + base);
        }
        return ManifestLint.lint(List.of(new ManifestFile(base, text.replace(place, with))));
    }

    @Override
    public String toString() {
        return rule + " " + base + ": " + bad.strip().replace('\n', ' ');
    }
}
