// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.time.Time;
import io.quorate.upgrade.progress.NodeTiming;
import io.quorate.upgrade.progress.UpgradeEvent;
import io.quorate.upgrade.progress.UpgradeListener;
import io.quorate.upgrade.progress.UpgradeProgress;
import io.quorate.upgrade.state.NodeStage;
import io.quorate.upgrade.state.NodeState;
import io.quorate.upgrade.state.RunControl;
import io.quorate.upgrade.state.RunPhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where everything stands, for everybody to see: keeps it, and tells the listener when it changes. Thread-safe. */
final class Board {
    private static final Logger LOGGER = LoggerFactory.getLogger(Board.class);

    private final Time time;
    private final UpgradeListener listener;
    private final Map<Integer, NodeState> nodes = new TreeMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<NodeTiming> timings = new ArrayList<>();
    private RunPhase phase = RunPhase.PREPARING;
    private RunControl control = RunControl.RUNNING;
    private String waitingFor = "";

    Board(Time time, UpgradeListener listener) {
        this.time = time;
        this.listener = listener;
    }

    synchronized void phase(RunPhase next, String detail) {
        phase = next;
        LOGGER.atInfo().addKeyValue("phase", next).addKeyValue("detail", detail).log("An upgrade entered a phase");
        tell(new UpgradeEvent.PhaseEntered(time.now(), next, detail));
    }

    /** A pass over the nodes begins. */
    synchronized void begin(Collection<Integer> all, Set<Integer> done) {
        nodes.clear();
        for (int node : all) {
            NodeState waiting = NodeState.waiting(node, time.now());
            nodes.put(node, done.contains(node) ? waiting.to(NodeStage.DONE, time.now(), "") : waiting);
        }
    }

    synchronized void node(int nodeId, NodeStage stage, String detail) {
        NodeState before = Objects.requireNonNull(nodes.get(nodeId), "node");
        NodeState after = before.stage() == stage ? before.saying(detail) : before.to(stage, time.now(), detail);
        if (!after.equals(before)) {
            nodes.put(nodeId, after);
            tell(new UpgradeEvent.NodeChanged(time.now(), after));
        }
    }

    synchronized void control(RunControl now, String why) {
        boolean news = !why.equals(waitingFor) || control != now;
        control = now;
        waitingFor = why;
        if (news && !why.isEmpty()) {
            tell(new UpgradeEvent.Holding(time.now(), why));
        }
    }

    synchronized void warn(String what) {
        if (warnings.add(what)) {
            LOGGER.atWarn()
                    .addKeyValue("what", what)
                    .log("An upgrade goes on although something is not as it should be");
            tell(new UpgradeEvent.Warned(time.now(), what));
        }
    }

    synchronized void note(String what) {
        tell(new UpgradeEvent.Noted(time.now(), what));
    }

    synchronized void timing(NodeTiming timing) {
        timings.add(timing);
        note(timing.describe());
    }

    synchronized UpgradeProgress progress() {
        return new UpgradeProgress(time.now(), phase, control, waitingFor, List.copyOf(nodes.values()));
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    synchronized List<NodeTiming> timings() {
        return List.copyOf(timings);
    }

    private void tell(UpgradeEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("event", event.describe())
                    .setCause(e)
                    .log("A listener failed; the run goes on");
        }
    }
}
