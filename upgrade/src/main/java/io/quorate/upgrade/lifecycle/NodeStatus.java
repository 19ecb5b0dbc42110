// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import io.quorate.upgrade.version.KafkaVersion;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is seen of a node's process and files from outside Kafka.
 *
 * @param nodeId {@code node.id}
 * @param state whether its process runs
 * @param startId what tells this run of the process from all others, for example a process id with its start time, or the uid
 *     of a pod; there if the process runs
 * @param version the release that the process runs or, if none runs, that the next start will run; empty if that cannot be told
 * @param exitCode how the last process ended, if that is known
 * @param lastError the last fatal line of its log, if that is known
 */
public record NodeStatus(
        int nodeId,
        ProcessState state,
        Optional<String> startId,
        Optional<KafkaVersion> version,
        OptionalInt exitCode,
        Optional<String> lastError) {

    /**
     * Checks the values.
     *
     * @param nodeId {@code node.id}
     * @param state whether its process runs
     * @param startId which run of the process
     * @param version the release
     * @param exitCode how the last process ended
     * @param lastError the last fatal line of its log
     * @throws IllegalArgumentException if a process runs and has no start id: it could not be stopped safely
     */
    public NodeStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(lastError, "lastError");
        if (state == ProcessState.RUNNING && startId.isEmpty()) {
            throw new IllegalArgumentException("Node " + nodeId + " is said to run without a start id."
                    + " Name its process, for example by process id and start time.");
        }
    }

    /**
     * Returns the status of a node whose process runs.
     *
     * @param nodeId its id
     * @param startId which run of the process
     * @param version what it runs
     * @return running
     */
    public static NodeStatus running(int nodeId, String startId, Optional<KafkaVersion> version) {
        return new NodeStatus(
                nodeId, ProcessState.RUNNING, Optional.of(startId), version, OptionalInt.empty(), Optional.empty());
    }

    /**
     * Returns the status of a node that has no process.
     *
     * @param nodeId its id
     * @param version what the next start runs
     * @return stopped
     */
    public static NodeStatus stopped(int nodeId, Optional<KafkaVersion> version) {
        return new NodeStatus(
                nodeId, ProcessState.STOPPED, Optional.empty(), version, OptionalInt.empty(), Optional.empty());
    }

    /**
     * Returns the status of a node of which nothing can be told.
     *
     * @param nodeId its id
     * @param why why not
     * @return unknown
     */
    public static NodeStatus unknown(int nodeId, String why) {
        return new NodeStatus(
                nodeId,
                ProcessState.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(why));
    }

    /**
     * Tells whether a process runs.
     *
     * @return {@code true} if so; neither answer follows from an unknown state
     */
    public boolean isRunning() {
        return state == ProcessState.RUNNING;
    }

    /**
     * Tells whether it is proven that no process runs.
     *
     * @return {@code true} if so
     */
    public boolean isStopped() {
        return state == ProcessState.STOPPED;
    }

    /**
     * Returns this as a sentence for people.
     *
     * @return for example {@code node 2: RUNNING 4.3.1 as 4711@...}
     */
    public String describe() {
        StringBuilder text =
                new StringBuilder("node ").append(nodeId).append(": ").append(state);
        version.ifPresent(release -> text.append(' ').append(release));
        startId.ifPresent(id -> text.append(" as ").append(id));
        exitCode.ifPresent(code -> text.append(", last exit code ").append(code));
        lastError.ifPresent(line -> text.append(", last error: ").append(line));
        return text.toString();
    }
}
