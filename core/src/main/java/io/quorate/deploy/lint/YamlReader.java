// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML with lines, within limits: what is too long, too deep, or unfolds to too much is refused, and so is what holds
 * itself. Merge keys ({@code <<}) are followed, as Compose does.
 */
final class YamlReader {
    static final int MOST_CHARACTERS = 4_000_000;
    private static final int MOST_VALUES = 200_000;
    private static final int DEEPEST = 100;
    private static final int MOST_DOCUMENTS = 1_000;

    private int values;

    private YamlReader() {}

    static List<Yaml> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new UnreadableFile(
                    1,
                    "it has " + text.length() + " characters, and more than " + MOST_CHARACTERS + " are no manifest");
        }
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MOST_CHARACTERS * 2)
                .setMaxAliasesForCollections(1_000)
                .setAllowRecursiveKeys(false)
                .build();
        YamlReader reader = new YamlReader();
        List<Yaml> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                if (documents.size() == MOST_DOCUMENTS) {
                    throw new UnreadableFile(1, "it has more than " + MOST_DOCUMENTS + " documents");
                }
                documents.add(reader.convert(node, 0));
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new UnreadableFile(line, "it is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new UnreadableFile(1, "it is no YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new UnreadableFile(1, "it is nested too deeply");
        }
        return documents;
    }

    private Yaml convert(Node node, int depth) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        values++;
        if (values > MOST_VALUES) {
            throw new UnreadableFile(line, "its aliases unfold to more than " + MOST_VALUES + " values");
        }
        if (depth > DEEPEST) {
            throw new UnreadableFile(line, "it is nested more than " + DEEPEST + " levels deep, or holds itself");
        }
        if (node instanceof AnchorNode anchor) {
            return convert(anchor.getRealNode(), depth + 1);
        }
        if (node instanceof ScalarNode scalar) {
            return Yaml.scalar(line, scalar.getValue());
        }
        if (node instanceof SequenceNode sequence) {
            List<Yaml> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
            return Yaml.sequence(line, items);
        }
        return mapping(line, (MappingNode) node, depth);
    }

    private Yaml mapping(int line, MappingNode node, int depth) {
        Map<String, Yaml> own = new LinkedHashMap<>();
        Map<String, Yaml> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                continue;
            }
            Yaml value = convert(tuple.getValueNode(), depth + 1);
            if (key.getValue().equals("<<")) {
                value.entries().forEach(merged::putIfAbsent);
                value.items().forEach(item -> item.entries().forEach(merged::putIfAbsent));
            } else {
                own.put(key.getValue(), value);
            }
        }
        merged.forEach(own::putIfAbsent);
        return Yaml.mapping(line, own);
    }
}
