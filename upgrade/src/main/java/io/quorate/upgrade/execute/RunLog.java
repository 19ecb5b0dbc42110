// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.time.Time;
import io.quorate.upgrade.journal.JournalSession;
import io.quorate.upgrade.journal.UpgradeRecord;
import io.quorate.upgrade.journal.UpgradeRecord.Kind;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is written about the last run on a cluster, and what follows from it. Everything that is known here was read from the
 * journal or written to it before. Thread-safe.
 */
final class RunLog {
    /** What a run is for, in the order in which it can turn from one to the next. */
    enum Mode {
        ROLL,
        FINALIZE,
        ROLL_BACK
    }

    /** What is done to a node, or to the cluster. */
    enum Action {
        BASELINE,
        STOP,
        SWAP,
        START,
        BACK_OUT,
        TURN,
        FEATURE,
        MIN_ISR,
        ROLL
    }

    private static final int CHUNK = 1000;

    private final JournalSession session;
    private final Time time;
    private final Map<String, String> begun = new TreeMap<>();
    private final Map<String, String> baseline = new TreeMap<>();
    private final Map<String, Map<String, String>> intents = new HashMap<>();
    private final Map<String, Map<String, String>> results = new HashMap<>();
    private final Set<String> approvals = new HashSet<>();
    private Optional<Mode> mode = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();

    RunLog(JournalSession session, Time time) {
        this.session = session;
        this.time = time;
        session.read().forEach(this::fold);
    }

    private void fold(UpgradeRecord record) {
        switch (record.kind()) {
            case RUN_BEGUN -> {
                begun.clear();
                baseline.clear();
                intents.clear();
                results.clear();
                approvals.clear();
                mode = Optional.empty();
                outcome = Optional.empty();
                begun.putAll(record.values());
            }
            case BASELINE -> baseline.putAll(record.values());
            case PHASE -> {
                mode = Optional.of(Mode.valueOf(record.value("mode")));
                outcome = Optional.empty();
            }
            case INTENT -> {
                intents.put(key(record), record.values());
                // What was done before a second intent says nothing about the second time.
                results.remove(key(record));
            }
            case RESULT -> results.put(key(record), record.values());
            case APPROVAL -> approvals.add(record.value("of"));
            case ENDED -> outcome = Optional.of(Outcome.valueOf(record.value("outcome")));
            case OVERRIDE, GATE -> {}
        }
    }

    private static String key(UpgradeRecord record) {
        return record.value("action") + "/" + record.value("of");
    }

    private static String key(Action action, String of) {
        return action + "/" + of;
    }

    /** How a node's part in a roll is named. */
    static String turn(String roll, int nodeId) {
        return roll + "/" + nodeId;
    }

    synchronized boolean isBegun() {
        return !begun.isEmpty();
    }

    /** Tells whether the last run has nothing left to do. */
    synchronized boolean isSettled() {
        return !isBegun()
                || outcome.equals(Optional.of(Outcome.FINISHED))
                || outcome.equals(Optional.of(Outcome.ROLLED_BACK));
    }

    synchronized Optional<Mode> mode() {
        return mode;
    }

    synchronized Optional<Outcome> outcome() {
        return outcome;
    }

    synchronized String begun(String name) {
        return begun.getOrDefault(name, "");
    }

    String runId() {
        return begun("runId");
    }

    Fence fence() {
        return new Fence(runId(), session.token());
    }

    synchronized Map<String, String> baseline() {
        return new TreeMap<>(baseline);
    }

    synchronized boolean isApproved(String of) {
        return approvals.contains(of);
    }

    synchronized boolean isIntended(Action action, String of) {
        return intents.containsKey(key(action, of));
    }

    synchronized boolean isDone(Action action, String of) {
        return results.containsKey(key(action, of));
    }

    /** What the last intent said about something; empty if there was none. */
    synchronized Optional<Map<String, String>> intent(Action action, String of) {
        return Optional.ofNullable(intents.get(key(action, of)));
    }

    /** Nodes that this run meant to stop, in whatever roll. */
    synchronized Set<Integer> touched() {
        Set<Integer> nodes = new TreeSet<>();
        String prefix = Action.STOP + "/";
        intents.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> nodes.add(Integer.parseInt(key.substring(key.lastIndexOf('/') + 1))));
        return nodes;
    }

    void begin(Map<String, String> values) {
        write(Kind.RUN_BEGUN, values);
    }

    void enter(Mode next) {
        write(Kind.PHASE, Map.of("mode", next.name()));
    }

    void override(String check, String reason) {
        write(Kind.OVERRIDE, Map.of("check", check, "reason", reason));
    }

    void intend(Action action, String of, Map<String, String> more) {
        write(Kind.INTENT, with(action, of, more));
    }

    void done(Action action, String of, Map<String, String> more) {
        write(Kind.RESULT, with(action, of, more));
    }

    void gate(String of, String verdict) {
        write(Kind.GATE, Map.of("of", of, "verdict", verdict));
    }

    void approved(String of) {
        write(Kind.APPROVAL, Map.of("of", of));
    }

    void ended(Outcome how, String why) {
        write(Kind.ENDED, Map.of("outcome", how.name(), "why", why));
    }

    /** In pieces, because a line is read into memory whole. */
    void writeBaseline(Map<String, String> values) {
        Map<String, String> piece = new TreeMap<>();
        values.forEach((name, value) -> {
            piece.put(name, value);
            if (piece.size() == CHUNK) {
                write(Kind.BASELINE, piece);
                piece.clear();
            }
        });
        write(Kind.BASELINE, piece);
        done(Action.BASELINE, "", Map.of());
    }

    private static Map<String, String> with(Action action, String of, Map<String, String> more) {
        Map<String, String> values = new LinkedHashMap<>(more);
        values.put("action", action.name());
        values.put("of", of);
        return values;
    }

    private synchronized void write(Kind kind, Map<String, String> values) {
        UpgradeRecord record = new UpgradeRecord(time.now(), kind, values);
        session.append(record);
        fold(record);
    }
}
