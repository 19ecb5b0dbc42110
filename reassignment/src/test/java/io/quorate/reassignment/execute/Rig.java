// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.MemoryJournal;
import io.quorate.reassignment.journal.ReassignmentJournal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.States;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs plans on a cluster in memory, in the thread of the test, one process after the other with the same journal. */
final class Rig {
    final MemoryJournal journal;
    final List<ReassignmentEvent> events = new ArrayList<>();
    private final ManualTime time = ManualTime.startingAt(States.NOW);
    private Consumer<ReassignmentEvent> listener = event -> {};
    private UnaryOperator<ReassignmentExecutor.Builder> settings = builder -> builder;
    private @Nullable RunContext running;
    private int writes;
    private int killAt;
    private boolean killAfter;

    Rig() {
        this(new MemoryJournal());
    }

    Rig(MemoryJournal journal) {
        this.journal = journal;
    }

    Rig with(UnaryOperator<ReassignmentExecutor.Builder> more) {
        settings = more;
        return this;
    }

    Rig on(Consumer<ReassignmentEvent> event) {
        listener = event;
        return this;
    }

    ReassignmentResult run(ControllerModel cluster, ReassignmentPlan plan) {
        ReassignmentExecutor.Prepared prepared = settings.apply(ReassignmentExecutor.builder(cluster, cluster.throttles)
                        .journal(new Counting())
                        .time(time)
                        .throttle(DataRate.ofMegabytesPerSecond(10))
                        .stallTimeout(Duration.ofMinutes(5))
                        .listener(event -> {
                            events.add(event);
                            listener.accept(event);
                        }))
                .build()
                .prepare(plan);
        running = prepared.context();
        return prepared.run();
    }

    void cancel() {
        control().stop(RunControl.Stop.CANCEL);
    }

    void drain() {
        control().stop(RunControl.Stop.DRAIN);
    }

    void detach() {
        control().stop(RunControl.Stop.DETACH);
    }

    /** Does nothing if nothing runs. */
    void stop(RunControl.Stop stop) {
        if (running != null) {
            control().stop(stop);
        }
    }

    RunControl control() {
        return Objects.requireNonNull(running, "nothing runs").control();
    }

    int writes() {
        return writes;
    }

    /** Ends the process at a write of the journal, counted from 1 and from now, before or after it is durable. */
    void killAtWrite(int write, boolean after) {
        writes = 0;
        killAt = write;
        killAfter = after;
    }

    private final class Counting implements ReassignmentJournal {
        @Override
        public JournalSession open(String clusterId, String planId) {
            JournalSession session = journal.open(clusterId, planId);
            return new JournalSession() {
                @Override
                public String clusterId() {
                    return session.clusterId();
                }

                @Override
                public String planId() {
                    return session.planId();
                }

                @Override
                public void replay(Consumer<JournalRecord> reader) {
                    session.replay(reader);
                }

                @Override
                public void append(List<? extends JournalRecord> records) {
                    writes++;
                    if (writes == killAt && !killAfter) {
                        throw new CallFault.Killed();
                    }
                    session.append(records);
                    if (writes == killAt) {
                        throw new CallFault.Killed();
                    }
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }

        @Override
        public List<String> unfinished(String clusterId) {
            return journal.unfinished(clusterId);
        }
    }
}
