// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.error.KafkaOperationException;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityChecklist;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.DurabilityResult.Outcome;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.progress.DurabilityEvent;
import io.quorate.reassignment.progress.DurabilityListener;
import io.quorate.reassignment.progress.StepProgress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one plan, from the first step to what is read back at the end. */
final class DurabilityRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(DurabilityRun.class);

    /** How often the cluster is read at the end until it meets the policy. */
    private static final int MOST_LOOKS = 20;

    private final DurabilityPlan plan;
    private final ClusterGateway gateway;
    private final RunControl control;
    private final DurabilityListener listener;
    private final int partitionsInFlight;
    private volatile @Nullable DurabilityEvent lastEvent;

    DurabilityRun(
            DurabilityPlan plan,
            ClusterGateway gateway,
            RunControl control,
            DurabilityListener listener,
            int partitionsInFlight) {
        this.plan = plan;
        this.gateway = gateway;
        this.control = control;
        this.listener = listener;
        this.partitionsInFlight = partitionsInFlight;
    }

    void stop(RunControl.Stop stop) {
        control.stop(stop);
    }

    Optional<DurabilityEvent> lastEvent() {
        return Optional.ofNullable(lastEvent);
    }

    DurabilityResult run() {
        long began = control.time().nanos();
        LOGGER.atInfo()
                .addKeyValue("clusterId", plan.clusterId())
                .addKeyValue("steps", plan.steps().size())
                .log("Making a cluster durable");
        Outcome outcome;
        KafkaOperationException failure = null;
        try {
            outcome = runSteps();
        } catch (KafkaOperationException e) {
            outcome = Outcome.FAILED;
            failure = e;
        }
        Duration took = Duration.ofNanos(control.time().nanos() - began);
        LOGGER.atInfo()
                .addKeyValue("clusterId", plan.clusterId())
                .addKeyValue("outcome", outcome)
                .log("Ended making a cluster durable");
        return new DurabilityResult(outcome, readBack(outcome), Optional.ofNullable(failure), took);
    }

    private Outcome runSteps() {
        try {
            int all = plan.steps().size();
            for (int i = 0; i < all; i++) {
                if (!run(new DurabilityEvent.Position(i + 1, all, plan.steps().get(i)))) {
                    return control.requested() == RunControl.Stop.CANCEL ? Outcome.CANCELLED : Outcome.DETACHED;
                }
            }
            return Outcome.COMPLETED;
        } finally {
            // After a failure, too: whoever has asked for it wants nothing left in flight.
            if (control.requested() == RunControl.Stop.CANCEL) {
                cancelRun().run();
            }
        }
    }

    private CancelRun cancelRun() {
        Map<String, Uuid> topics = new HashMap<>();
        Map<TopicPartition, PartitionMove> moves = new HashMap<>();
        for (DurabilityStep step : plan.steps()) {
            if (step instanceof DurabilityStep.GrowReplicas growth) {
                topics.put(growth.topic(), growth.topicId());
                growth.moves().forEach(move -> moves.put(move.partition(), move));
            }
        }
        return new CancelRun(
                gateway,
                control,
                topics,
                ongoing -> moves.containsKey(ongoing.partition())
                        && Course.same(
                                ongoing.target(), moves.get(ongoing.partition()).to()),
                topic -> 1);
    }

    /** Returns false if the run was asked to stop. */
    private boolean run(DurabilityEvent.Position position) {
        if (control.requested() != null) {
            return false;
        }
        long began = control.time().nanos();
        tell(new DurabilityEvent.StepStarted(position));
        StepRunner runner = new StepRunner(plan.clusterId(), gateway, control, partitionsInFlight, new StepTeller() {
            private @Nullable StepProgress last;

            @Override
            public void advanced(StepProgress progress) {
                if (!progress.equals(last)) {
                    last = progress;
                    tell(new DurabilityEvent.StepAdvanced(position, progress));
                }
            }

            @Override
            public void on(List<String> missing) {
                tell(new DurabilityEvent.StepWaiting(position, missing));
            }
        });
        boolean done;
        try {
            done = position.step().accept(runner);
        } catch (KafkaException e) {
            throw new OperationHaltedException(position.step().describe(), List.of("Kafka refused: " + e), e);
        }
        if (done) {
            tell(new DurabilityEvent.StepFinished(
                    position, Duration.ofNanos(control.time().nanos() - began)));
        }
        return done;
    }

    /** What was done a moment ago may not be known to every broker yet, so a completed run looks more than once. */
    private Optional<DurabilityChecklist> readBack(Outcome outcome) {
        Optional<DurabilityChecklist> checklist = Optional.empty();
        for (int looks = outcome == Outcome.COMPLETED ? MOST_LOOKS : 1; looks > 0; looks--) {
            try {
                ClusterState state = gateway.observe(EnumSet.allOf(Section.class), name -> true);
                checklist = Optional.of(DurabilityChecklist.of(plan.policy(), state));
            } catch (KafkaOperationException | KafkaException e) {
                // The result says that nothing was read back; isSuccess() is false then.
                checklist = Optional.empty();
            }
            if (checklist.map(DurabilityChecklist::isMet).orElse(false)) {
                break;
            }
            if (looks > 1) {
                control.pause();
            }
        }
        return checklist;
    }

    private void tell(DurabilityEvent event) {
        lastEvent = event;
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
