// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static io.quorate.reassignment.throttle.ThrottleGateway.LOG_DIR_RATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.execute.PartitionModel.Rules;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.plan.LogDirMove;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.TargetReplicas;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentPhase;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Replicas go into the log dirs that a plan names, under the throttle, and nothing of the throttle stays. */
class LogDirRunTest {
    private static final ConfigResource BROKER_1 = new ConfigResource(ConfigResource.Type.BROKER, "1");
    private static final LogDirMove MOVE = new LogDirMove("orders", 0, 1, "/other");

    private final Rig rig = new Rig();
    private final ControllerModel cluster =
            new ControllerModel(Rules.FROM_4_3, 1, 2, 3).topic("orders", 1, List.of(List.of(1, 2)));

    @Test
    void movesUnderAThrottleOfItsOwnAndPutsBackWhatWasThere() {
        cluster.throttles.set(BROKER_1, LOG_DIR_RATE, "777");
        Map<ConfigResource, Map<String, String>> before = cluster.throttles.set();
        cluster.logDirs.whenAsked(() -> assertThat(cluster.throttles.set())
                .as("when the move is asked for")
                .isEqualTo(Map.of(BROKER_1, Map.of(LOG_DIR_RATE, "10000000"))));

        ReassignmentResult result = rig.run(cluster, plan());

        assertThat(result.isSuccess()).as(result.describe()).isTrue();
        assertThat(cluster.logDirs.moves()).containsExactly(MOVE);
        assertThat(cluster.throttles.set()).isEqualTo(before);
    }

    @Test
    void isFinishedByTheSamePlanWhereverItWasKilled() {
        int calls = callsOfARun();
        for (int call = 2; call <= calls; call++) {
            Rig killed = new Rig();
            ControllerModel hit =
                    new ControllerModel(Rules.FROM_4_3, 1, 2, 3).topic("orders", 1, List.of(List.of(1, 2)));
            hit.topicIds.putAll(cluster.topicIds);
            hit.throttles.set(BROKER_1, LOG_DIR_RATE, "777");
            Map<ConfigResource, Map<String, String>> before = hit.throttles.set();
            hit.failing(call, CallFault.after(CallFault.kill()));
            try {
                killed.run(hit, plan());
            } catch (CallFault.Killed e) {
                hit.unharmed();
            }
            ReassignmentResult result = killed.run(hit, plan());
            assertThat(result.isSuccess())
                    .as("killed at call %s: %s", call, result.describe())
                    .isTrue();
            assertThat(hit.logDirs.moves()).containsExactly(MOVE);
            assertThat(hit.throttles.set()).as("killed at call %s", call).isEqualTo(before);
        }
    }

    @Test
    void waitsForABrokerThatIsAway() {
        ReassignmentPlan plan = plan();
        cluster.kill(1);
        boolean[] waited = {false};
        rig.on(event -> {
            if (event instanceof ReassignmentEvent.ThrottleNoticed) {
                waited[0] = true;
                assertThat(cluster.logDirs.moves()).isEmpty();
                cluster.start(1);
            }
        });

        ReassignmentResult result = rig.run(cluster, plan);

        assertThat(waited[0]).isTrue();
        assertThat(result.isSuccess()).as(result.describe()).isTrue();
    }

    @Test
    void saysWhatABrokerWillNeverDo() {
        rig.on(event -> {
            if (event.equals(new ReassignmentEvent.PhaseChanged(ReassignmentPhase.MOVING_LOG_DIRS))) {
                cluster.logDirs.refuse();
            }
        });

        ReassignmentResult result = rig.run(cluster, plan());

        assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(result.facts()).singleElement().asString().contains("orders-0 on 1 to /other was refused");
        assertThat(cluster.throttles.set()).isEmpty();
    }

    private int callsOfARun() {
        ControllerModel counting =
                new ControllerModel(Rules.FROM_4_3, 1, 2, 3).topic("orders", 1, List.of(List.of(1, 2)));
        counting.topicIds.putAll(cluster.topicIds);
        counting.unharmed();
        new Rig().run(counting, plan());
        return counting.calls();
    }

    private ReassignmentPlan plan() {
        return ReassignmentPlanner.plan(
                ControllerModel.CLUSTER,
                Plans.map(cluster),
                ReassignmentRequest.of(new ReassignmentGoal.ExplicitTarget(
                        List.of(new TargetReplicas("orders", 0, List.of(1, 2), List.of("/other", "any"))))));
    }
}
