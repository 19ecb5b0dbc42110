// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadBuilder;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.extension.ParameterContext;

/** Makes the value of one kind of parameter. */
@FunctionalInterface
interface Injection {
    /** By the type of the parameter, which must be exactly this one: what is more special somebody else may provide. */
    Map<Class<?>, Injection> BY_TYPE = Map.of(
            TestCluster.class, InjectionPoint::cluster,
            Admin.class, point -> point.cluster().admin(),
            Producer.class, InjectedClients::producer,
            KafkaProducer.class, InjectedClients::producer,
            Consumer.class, InjectedClients::consumer,
            KafkaConsumer.class, InjectedClients::consumer,
            Workload.class, InjectedWorkload::running,
            WorkloadBuilder.class, InjectedWorkload::builder,
            Faults.class, Injection::faults);

    Object inject(InjectionPoint point);

    /** Undone at the end of the test, before anything else learns that it is over. */
    private static Object faults(InjectionPoint point) {
        Faults faults = Faults.on(point.cluster());
        return point.closedAfterwards(faults, faults::close);
    }

    static Optional<Injection> of(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        if (type == String.class) {
            return parameter.isAnnotated(KafkaTopic.class) ? Optional.of(InjectedTopic::name) : Optional.empty();
        }
        return Optional.ofNullable(BY_TYPE.get(type));
    }
}
