// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.reassignment.plan.LogDirMove;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Names a plan after what it does, so that the same plan finds its own journal again. */
public final class PlanId {
    /** 128 bits: nobody makes enough plans to see two of the same name. */
    private static final int LENGTH = 32;

    private PlanId() {}

    /**
     * Returns the id of a plan.
     *
     * @param plan the plan
     * @return 32 hexadecimal digits that depend on the cluster's id, the ids of the topics, the replicas before and after and
     *     the log dirs, and on nothing else
     */
    public static String of(ReassignmentPlan plan) {
        Map<String, Uuid> topicIds = new HashMap<>();
        for (ReplicaMap.Topic topic : plan.before().topics()) {
            topicIds.put(topic.name(), topic.id());
        }
        MessageDigest digest = sha256();
        add(digest, "cluster", plan.clusterId());
        for (PartitionMove move : plan.moves()) {
            String topic = move.partition().topic();
            add(digest, topic, String.valueOf(topicIds.get(topic)));
            add(
                    digest,
                    nodes(move.partition().partition(), move.from()),
                    nodes(move.partition().partition(), move.to()));
        }
        for (LogDirMove move : plan.logDirMoves()) {
            add(digest, move.topic() + "-" + move.partition(), move.broker() + ":" + move.logDir());
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    private static String nodes(int partition, List<Integer> replicas) {
        return partition + ":" + replicas;
    }

    private static void add(MessageDigest digest, String name, String value) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
