// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one run of the probe has found.
 *
 * @param at when it began
 * @param answers one for each broker, by node id; empty if the probe could not begin
 * @param problem why it could not begin, for example that its topic does not exist; empty if it could
 */
public record ProbeReport(Instant at, List<BrokerAnswer> answers, Optional<String> problem) {
    /**
     * Copies the answers.
     *
     * @param at when it began
     * @param answers one for each broker
     * @param problem why it could not begin
     */
    public ProbeReport {
        answers = List.copyOf(answers);
    }

    /**
     * Finds the answer of a broker.
     *
     * @param nodeId the broker
     * @return its answer; empty if it was not online
     */
    public Optional<BrokerAnswer> answer(int nodeId) {
        return answers.stream().filter(answer -> answer.nodeId() == nodeId).findFirst();
    }

    /**
     * Returns it for people.
     *
     * @return a line for each broker
     */
    public String describe() {
        return problem.orElseGet(
                () -> answers.stream().map(BrokerAnswer::describe).collect(Collectors.joining("\n")));
    }
}
