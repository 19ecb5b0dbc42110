// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.observe.Section;
import io.quorate.reassignment.execute.RunControl.Look;
import io.quorate.reassignment.plan.LogDirMove;
import io.quorate.reassignment.throttle.ThrottleStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;

/** Puts replicas into the log dirs that the plan names, and waits until they are there (KIP-113). */
final class LogDirRun {
    private final ClusterGateway gateway;
    private final RunControl control;
    private final ThrottleKeeper throttle;
    private final List<LogDirMove> moves;
    private final Map<LogDirMove, String> refused = new HashMap<>();

    LogDirRun(RunContext context) {
        this.gateway = context.gateway();
        this.control = context.control();
        this.throttle = context.throttle();
        this.moves = context.plan().logDirMoves();
    }

    /** Returns what the brokers will never do, a sentence for each. */
    List<String> run() {
        if (!moves.isEmpty()) {
            control.until("moving replicas between log dirs", missing -> {}, this::look);
        }
        return List.copyOf(refused.values());
    }

    private Look look() {
        ClusterState state = gateway.observe(Set.of(Section.LOG_DIRS), name -> false);
        List<String> missing = new ArrayList<>();
        List<LogDirMove> ask = new ArrayList<>();
        long moved = 0;
        for (LogDirMove move : moves) {
            if (!refused.containsKey(move) && !isThere(state, move)) {
                missing.add(move + " is still to be done");
                ask.add(move);
            } else {
                moved++;
            }
        }
        if (!ask.isEmpty()) {
            Set<Integer> brokers = ask.stream().map(LogDirMove::broker).collect(Collectors.toSet());
            ThrottleStatus status = throttle.renewLogDirs(brokers, state.onlineBrokers());
            ask.removeIf(move -> isMissing(status, move));
        }
        if (!ask.isEmpty()) {
            // A broker that is at it already says yes to the same request.
            gateway.moveLogDirs(ask).forEach(this::remember);
        }
        return new Look(missing, moved);
    }

    private static boolean isMissing(ThrottleStatus status, LogDirMove move) {
        return status.missing()
                .containsKey(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(move.broker())));
    }

    private void remember(LogDirMove move, KafkaException error) {
        if (!(error instanceof RetriableException)) {
            refused.put(move, move + " was refused: " + error);
        }
    }

    private static boolean isThere(ClusterState state, LogDirMove move) {
        TopicPartition partition = new TopicPartition(move.topic(), move.partition());
        for (LogDir dir : state.logDirs().orElse(Map.of()).getOrDefault(move.broker(), List.of())) {
            if (dir.path().equals(move.logDir()) && dir.size(partition).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
