// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Asks a cluster who does what. */
final class Roles {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Admin admin;

    Roles(TestCluster cluster) {
        this.admin = cluster.admin();
    }

    int activeController() {
        try {
            return get("active controller", admin.describeMetadataQuorum().quorumInfo())
                    .leaderId();
        } catch (FaultException e) {
            if (!(e.getCause() instanceof UnsupportedVersionException)) {
                throw e;
            }
            return id(
                    "active controller",
                    get("active controller", admin.describeCluster().controller()));
        }
    }

    int leaderOf(TopicPartition partition) {
        return settled(() -> leaderNow(partition));
    }

    private int leaderNow(TopicPartition partition) {
        TopicDescription topic = get(
                        "leader of " + partition,
                        admin.describeTopics(List.of(partition.topic())).allTopicNames())
                .get(partition.topic());
        return id(
                "leader of " + partition,
                topic == null
                        ? null
                        : topic.partitions().stream()
                                .filter(info -> info.partition() == partition.partition())
                                .findFirst()
                                .map(info -> info.leader())
                                .orElse(null));
    }

    int coordinatorOf(String groupId) {
        return settled(() -> coordinatorNow(groupId));
    }

    /** Right after a topic was made or a leader lost, not every broker knows of it: that is no reason to fail. */
    private static int settled(IntSupplier role) {
        Time time = Time.system();
        long start = time.nanos();
        while (true) {
            try {
                return role.getAsInt();
            } catch (FaultException e) {
                boolean passes = e.getCause() == null || e.getCause() instanceof RetriableException;
                if (!passes || time.nanos() - start > SETTLED.toNanos()) {
                    throw e;
                }
            }
            try {
                time.sleep(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FaultException("Interrupted while looking for a target", e);
            }
        }
    }

    private int coordinatorNow(String groupId) {
        String what = "coordinator of group " + groupId;
        ConsumerGroupDescription group =
                get(what, admin.describeConsumerGroups(List.of(groupId)).all()).get(groupId);
        return id(what, group == null ? null : group.coordinator());
    }

    private static int id(String what, @Nullable Node node) {
        if (node == null || node.isEmpty()) {
            throw new FaultException(
                    "No fault was begun: there is no " + what + " now. Wait until there is one.", null);
        }
        return node.id();
    }

    private static <T> T get(String what, KafkaFuture<T> answer) {
        return get(what, ANSWER, answer);
    }

    static <T> T get(String what, Duration atMost, KafkaFuture<T> answer) {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new FaultException("The " + what + " could not be found: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new FaultException("The " + what + " was not told within " + atMost.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException("Interrupted while looking for the " + what, e);
        }
    }

    static Map<String, TopicDescription> topics(Admin admin, Duration atMost) {
        ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
        Set<String> names = get("topics", atMost, admin.listTopics(all).names());
        return get("topics", atMost, admin.describeTopics(names).allTopicNames());
    }
}
