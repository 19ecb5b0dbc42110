// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A new topic under a name of its own. */
final class InjectedTopic {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private InjectedTopic() {}

    static Object name(InjectionPoint point) {
        KafkaTopic asked = point.annotation(KafkaTopic.class).orElseThrow();
        int replicas = asked.replicas() == 0 ? point.shared().replicas() : asked.replicas();
        String prefix = asked.value().isEmpty() ? point.parameter().getName() : asked.value();
        Map<String, String> configs = KeyValues.of("@KafkaTopic of " + prefix, asked.properties());
        return create(point, new NewTopic(point.name(prefix), asked.partitions(), (short) replicas).configs(configs));
    }

    static String create(InjectionPoint point, NewTopic topic) {
        Admin admin = point.cluster().admin();
        Time time = Time.system();
        long deadline = time.nanos() + WITHIN.toNanos();
        try {
            admin.createTopics(List.of(topic)).all().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
            while (!isThere(admin, topic)) {
                if (time.nanos() - deadline > 0) {
                    throw new TimeoutException("its replicas were not all in sync within " + WITHIN);
                }
                time.sleep(Duration.ofMillis(20));
            }
            return topic.name();
        } catch (ExecutionException | TimeoutException e) {
            String why = e.getMessage() == null ? "no answer within " + WITHIN : e.getMessage();
            throw new ParameterResolutionException(
                    "Did not create %s on a cluster with %d brokers: %s"
                            .formatted(topic, point.shared().brokers(), why),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("Did not create %s: the thread was interrupted".formatted(topic), e);
        }
    }

    /** A broker that is asked may hear of a new topic later than the controller that made it. */
    private static boolean isThere(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            TopicDescription seen = admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .get(topic.name());
            return seen != null
                    && seen.partitions().stream()
                            .allMatch(one -> one.leader() != null
                                    && one.isr().size() == one.replicas().size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
