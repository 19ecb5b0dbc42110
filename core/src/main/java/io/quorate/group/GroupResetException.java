// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.error.KafkaOperationException;
import java.util.stream.Collectors;

/** The offsets of a group were not reset, or not all of them. */
public final class GroupResetException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient ResetResult result;

    /**
     * Creates an exception.
     *
     * @param result a result with problems
     */
    public GroupResetException(ResetResult result) {
        super(
                "Reset " + result.applied().size() + " of "
                        + result.plan().changes().size() + " partitions of group "
                        + result.plan().request().groupId() + ":"
                        + result.problems().stream()
                                .map(ResetProblem::describe)
                                .collect(Collectors.joining("\n  ", "\n  ", "")),
                null);
        this.result = result;
    }

    /**
     * Returns the result.
     *
     * @return what was written and what was not
     */
    public ResetResult result() {
        return result;
    }
}
