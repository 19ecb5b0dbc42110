// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes YAML that parsers of 1.1 and of 1.2 read alike. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");

    /** Truth to YAML 1.1, which Compose and Kubernetes still read. */
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private YamlText() {}

    static String write(List<YamlMap> documents) {
        return documents.stream().map(YamlText::write).collect(Collectors.joining("---\n"));
    }

    static String write(YamlMap document) {
        DumpSettings settings = DumpSettings.builder()
                .setDumpComments(true)
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .setSplitLines(false)
                .build();
        return new Present(settings)
                .emitToString(
                        new Serialize(settings).serializeOne(node(document)).iterator());
    }

    private static Node node(Object value) {
        if (value instanceof YamlMap map) {
            return mapping(map);
        }
        if (value instanceof Map<?, ?> map) {
            YamlMap copy = new YamlMap();
            map.forEach((key, each) -> copy.put(String.valueOf(key), each));
            return mapping(copy);
        }
        if (value instanceof List<?> list) {
            List<Node> elements = new ArrayList<>();
            list.forEach(element -> elements.add(node(element)));
            return new SequenceNode(Tag.SEQ, elements, list.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (value instanceof Integer number) {
            return new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
        }
        if (value instanceof Boolean truth) {
            return new ScalarNode(Tag.BOOL, truth.toString(), ScalarStyle.PLAIN);
        }
        return text(value.toString());
    }

    private static Node mapping(YamlMap map) {
        List<NodeTuple> tuples = new ArrayList<>();
        map.values().forEach((key, value) -> {
            Node name = text(key);
            List<CommentLine> comments = map.comment(key).stream()
                    .map(line -> new CommentLine(Optional.empty(), Optional.empty(), " " + line, CommentType.BLOCK))
                    .toList();
            if (!comments.isEmpty()) {
                name.setBlockComments(comments);
            }
            tuples.add(new NodeTuple(name, node(value)));
        });
        return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static ScalarNode text(String text) {
        ScalarStyle style = text.contains("\n")
                ? ScalarStyle.LITERAL
                : PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
                        ? ScalarStyle.PLAIN
                        : ScalarStyle.DOUBLE_QUOTED;
        return new ScalarNode(Tag.STR, text, style);
    }
}
