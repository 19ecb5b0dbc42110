// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadBuilder;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** A workload on the cluster of the test. */
final class InjectedWorkload {
    private static final int PARTITIONS = 6;

    private InjectedWorkload() {}

    static Object builder(InjectionPoint point) {
        return describe(point);
    }

    static Object running(InjectionPoint point) {
        String topic = (String)
                (point.annotation(KafkaTopic.class).isPresent() ? InjectedTopic.name(point) : defaultTopic(point));
        Workload workload = describe(point)
                .topics(topic)
                .producer(ProducerSpec.idempotent("idempotent"))
                .producer(ProducerSpec.transactional(point.name("transactional")))
                .start();
        return point.closedAfterwards(workload, workload::close);
    }

    private static WorkloadBuilder describe(InjectionPoint point) {
        return Workload.builder(point.cluster().clientConfig()).group(point.name("workload"), 2);
    }

    /** A topic that keeps its word as far as the cluster allows: all replicas, and one of them may be missing. */
    private static String defaultTopic(InjectionPoint point) {
        int replicas = point.shared().replicas();
        NewTopic topic = new NewTopic(point.name("workload"), PARTITIONS, (short) replicas)
                .configs(Map.of("min.insync.replicas", String.valueOf(Math.max(1, replicas - 1))));
        return InjectedTopic.create(point, topic);
    }
}
