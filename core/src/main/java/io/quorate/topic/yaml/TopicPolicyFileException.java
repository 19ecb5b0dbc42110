// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.yaml;

import io.quorate.error.KafkaOperationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of policies cannot be used. The message has a line for each problem, with file and line number. */
public final class TopicPolicyFileException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /** A line for each problem. */
    private final ArrayList<String> problems;

    TopicPolicyFileException(String file, List<String> problems, @Nullable Throwable cause) {
        super("Did not read policies from " + file + ":\n" + String.join("\n", problems), cause);
        this.problems = new ArrayList<>(problems);
    }

    /**
     * Returns the problems.
     *
     * @return each with file and line number
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
