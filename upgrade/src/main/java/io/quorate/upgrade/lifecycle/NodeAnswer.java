// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import io.quorate.upgrade.version.KafkaVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a status command printed: lines of {@code key=value}. Whatever it leaves open stays unknown. */
final class NodeAnswer {
    private final Map<String, String> values = new HashMap<>();
    private final List<String> lines;

    NodeAnswer(List<String> lines) {
        this.lines = lines;
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
    }

    NodeStatus status(int nodeId) {
        try {
            ProcessState state =
                    ProcessState.valueOf(text("state").orElse("none").toUpperCase(Locale.ROOT));
            Optional<String> exitCode = text("exitCode");
            return new NodeStatus(
                    nodeId,
                    state,
                    text("startId"),
                    text("version").map(KafkaVersion::of),
                    exitCode.isPresent() ? OptionalInt.of(Integer.parseInt(exitCode.get())) : OptionalInt.empty(),
                    text("lastError"));
        } catch (IllegalArgumentException e) {
            return NodeStatus.unknown(
                    nodeId,
                    "the status command is to print state=RUNNING or STOPPED, startId= and version=, and printed "
                            + lines + ": " + e.getMessage());
        }
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }
}
