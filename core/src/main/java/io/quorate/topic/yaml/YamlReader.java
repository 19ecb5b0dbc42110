// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.yaml;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Takes typed values out of a YAML document, and collects what is wrong with the line where it stands. */
final class YamlReader {
    private final String file;
    private final List<String> problems = new ArrayList<>();

    YamlReader(String file) {
        this.file = file;
    }

    List<String> problems() {
        return problems;
    }

    void problem(Node at, String text) {
        int line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add(file + ":" + line + ": " + text);
    }

    /** The entries of a mapping; whatever is not in {@code known} is a problem. An empty set knows everything. */
    Map<String, Node> mapping(Node node, String what, Set<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + " must be a mapping of keys to values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(tuple.getKeyNode(), "a key of " + what + " must be text");
            } else if (!known.isEmpty() && !known.contains(key.getValue())) {
                problem(key, what + " has no '" + key.getValue() + "'; it has " + new TreeSet<>(known));
            } else if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                problem(key, what + " has '" + key.getValue() + "' twice; keep one");
            }
        }
        return entries;
    }

    List<Node> sequence(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, what + " must be a list (lines that begin with '-')");
        return List.of();
    }

    Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(node, what + " must be one value");
        return Optional.empty();
    }

    OptionalInt number(Node node, String what) {
        Optional<String> text = text(node, what);
        try {
            return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            problem(node, what + " must be a whole number, not '" + text.orElse("") + "'");
            return OptionalInt.empty();
        }
    }

    /** True where the value is; a problem where it is neither true nor false. */
    boolean isTrue(Node node, String what) {
        String text = text(node, what).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            problem(node, what + " must be true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    /** As 7d, 12h, 30m, 15s, 200ms, or ISO 8601 like P7D. */
    Optional<Duration> duration(Node node, String what) {
        Optional<String> text = text(node, what);
        try {
            return text.map(Durations::parse);
        } catch (DateTimeParseException | ArithmeticException e) {
            problem(node, what + " must be a time like 7d, 12h, 30m or PT36H, not '" + text.orElse("") + "'");
            return Optional.empty();
        }
    }

    /** Does something that checks its arguments, and puts a line number to what it says. */
    <T> void checked(Node node, T value, Consumer<T> setter) {
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            problem(node, String.valueOf(e.getMessage()));
        }
    }
}
