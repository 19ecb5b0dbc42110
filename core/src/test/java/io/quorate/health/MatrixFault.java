// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Topic;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Peers;
import io.quorate.testkit.fault.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** The rows of the fault matrix: what is done to a cluster of three brokers and three controllers. */
enum MatrixFault {
    BROKER_KILLED("a broker is killed (SIGKILL)"),
    BROKER_STOPPED("a broker is stopped (SIGTERM)"),
    BROKER_PAUSED("a broker hangs (SIGSTOP)"),
    BROKER_CUT_OFF("a broker is cut off from the controllers"),
    LEADER_KILLED("the active controller is killed"),
    QUORUM_LOST("two of three controllers are killed"),
    ALL_LOST("all nodes are killed"),
    REPLICAS_LOST("both brokers of a partition are killed, one after the other"),
    LOG_DIR_FAILED("one of two log dirs of a broker fails"),
    THROTTLE_LEFT("a replication throttle is left behind"),
    MIN_ISR_RAISED("min.insync.replicas is set to 4 with 3 replicas"),
    TOPIC_RECREATED("a topic is deleted and created again");

    private final String title;

    MatrixFault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean fits(Layout layout) {
        return this != REPLICAS_LOST || layout == Layout.SEPARATE;
    }

    /** The findings that there must be. */
    Set<String> findings(Layout layout) {
        Set<String> gone = layout == Layout.COMBINED
                ? Set.of("brokers-missing", "quorum-degraded", "partitions-under-replicated")
                : Set.of("brokers-missing", "partitions-under-replicated");
        return switch (this) {
            case BROKER_KILLED, BROKER_STOPPED, BROKER_PAUSED, BROKER_CUT_OFF -> gone;
            case LEADER_KILLED -> layout == Layout.COMBINED ? gone : Set.of("quorum-degraded");
            case QUORUM_LOST -> Set.of("quorum-unreadable");
            case ALL_LOST -> Set.of("cluster-unreachable");
            case REPLICAS_LOST -> Set.of("partitions-offline");
            case LOG_DIR_FAILED -> Set.of("log-dirs-failed", "partitions-under-replicated");
            case THROTTLE_LEFT -> Set.of("throttles-left-behind");
            case MIN_ISR_RAISED -> Set.of("min-isr-without-spare");
            case TOPIC_RECREATED -> Set.of();
        };
    }

    /** The verdict that there must be. */
    HealthStatus status(Layout layout) {
        return switch (this) {
            case BROKER_KILLED, BROKER_STOPPED, BROKER_PAUSED, BROKER_CUT_OFF ->
                layout == Layout.COMBINED ? HealthStatus.CRITICAL : HealthStatus.DEGRADED;
            case THROTTLE_LEFT, MIN_ISR_RAISED -> HealthStatus.DEGRADED;
            case TOPIC_RECREATED -> HealthStatus.HEALTHY;
            default -> HealthStatus.CRITICAL;
        };
    }

    /** Nobody vouches for what is seen. */
    boolean isStale() {
        return this == QUORUM_LOST || this == ALL_LOST;
    }

    /** What the verdict must say beside the names of its findings. */
    void confirm(ClusterHealth health) {
        if (this == REPLICAS_LOST) {
            StartFirst first = health.finding(PartitionFinding.Offline.class)
                    .orElseThrow()
                    .startFirst()
                    .get(0);
            assertThat(first.nodeId()).as("the broker that died last").isEqualTo(2);
            assertThat(first.recovery()).isEqualTo(StartFirst.Recovery.NOTHING_LOST);
        }
    }

    /** Begins, and returns what undoes it. */
    Runnable begin(Matrix matrix) {
        Faults faults = matrix.faults();
        return switch (this) {
            case BROKER_KILLED -> faults.kill(Target.node(matrix.victim()))::undo;
            case BROKER_STOPPED -> faults.stop(Target.node(matrix.victim()))::undo;
            case BROKER_PAUSED -> faults.pause(Target.node(matrix.victim()))::undo;
            case BROKER_CUT_OFF ->
                faults.links(Target.node(matrix.victim()))
                        .with(Peers.CONTROLLERS)
                        .cut()::undo;
            case LEADER_KILLED -> faults.kill(Target.node(matrix.leader()))::undo;
            case QUORUM_LOST -> killed(matrix, matrix.majority());
            case ALL_LOST -> faults.killAll()::undo;
            case REPLICAS_LOST -> replicasLost(matrix);
            case LOG_DIR_FAILED -> faults.failLogDir(Target.node(matrix.victim()))::undo;
            case THROTTLE_LEFT -> throttled(matrix.admin());
            case MIN_ISR_RAISED -> {
                set(matrix.admin(), ConfigResource.Type.TOPIC, Matrix.ORDERS, Map.of("min.insync.replicas", "4"));
                yield () -> set(
                        matrix.admin(), ConfigResource.Type.TOPIC, Matrix.ORDERS, Map.of("min.insync.replicas", "2"));
            }
            case TOPIC_RECREATED -> recreated(matrix);
        };
    }

    private static Runnable killed(Matrix matrix, int[] nodeIds) {
        matrix.cluster().kill(nodeIds);
        return () -> matrix.cluster().start(nodeIds);
    }

    /** First the one, so that the other is alone in the ISR, and then that. */
    private static Runnable replicasLost(Matrix matrix) {
        matrix.cluster().kill(3);
        matrix.looks().until("only 2 leads " + Matrix.PAIR, look -> look.state()
                .flatMap(state -> state.topic(Matrix.PAIR))
                .filter(topic -> topic.inSyncCount(0) == 1 && topic.leader(0) == 2)
                .isPresent());
        matrix.cluster().kill(2);
        return () -> matrix.cluster().start(2, 3);
    }

    private static Runnable throttled(Admin admin) {
        set(admin, ConfigResource.Type.BROKER, "1", Map.of("follower.replication.throttled.rate", "1000000"));
        set(admin, ConfigResource.Type.TOPIC, Matrix.ORDERS, Map.of("follower.replication.throttled.replicas", "*"));
        return () -> {
            set(admin, ConfigResource.Type.BROKER, "1", Map.of("follower.replication.throttled.rate", ""));
            set(admin, ConfigResource.Type.TOPIC, Matrix.ORDERS, Map.of("follower.replication.throttled.replicas", ""));
        };
    }

    /** An empty value deletes. */
    private static void set(Admin admin, ConfigResource.Type type, String name, Map<String, String> values) {
        List<AlterConfigOp> ops = values.entrySet().stream()
                .map(entry -> new AlterConfigOp(
                        new ConfigEntry(entry.getKey(), entry.getValue()),
                        entry.getValue().isEmpty() ? OpType.DELETE : OpType.SET))
                .toList();
        Live.get(admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), ops))
                .all());
    }

    private static Runnable recreated(Matrix matrix) {
        Uuid before = matrix.idOf(Matrix.DOOMED);
        Live.get(matrix.admin().deleteTopics(List.of(Matrix.DOOMED)).all());
        matrix.looks().until("no " + Matrix.DOOMED, look -> look.state()
                .filter(state -> state.topics().isComplete()
                        && state.topic(Matrix.DOOMED).isEmpty())
                .isPresent());
        Live.get(matrix.admin()
                .createTopics(List.of(new NewTopic(Matrix.DOOMED, Map.of(0, List.of(1, 2, 3)))))
                .all());
        matrix.looks().until("another " + Matrix.DOOMED, look -> look.state()
                .flatMap(state -> state.topic(Matrix.DOOMED))
                .map(Topic::id)
                .filter(id -> !id.equals(before))
                .isPresent());
        return () -> {};
    }
}
