// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** What the controller of the Kafka on the test class path does with a reassignment; its class is not public. */
final class KafkasReassignment {
    private static final String NAME = "org.apache.kafka.controller.PartitionReassignmentReplicas";

    /** The replicas and the ISR of a partition whose reassignment is complete. */
    record Completed(List<Integer> replicas, List<Integer> isr) {}

    private KafkasReassignment() {}

    /** What is left when a reassignment is complete; empty while it is not. */
    static Optional<Completed> complete(
            List<Integer> replicas, List<Integer> adding, List<Integer> removing, List<Integer> isr) {
        try {
            Constructor<?> constructor = Class.forName(NAME).getDeclaredConstructor(List.class, List.class, List.class);
            constructor.setAccessible(true);
            Object reassignment = constructor.newInstance(removing, adding, replicas);
            Optional<?> completed = (Optional<?>) call(reassignment, "maybeCompleteReassignment", isr);
            if (completed.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Completed(nodes(call(completed.get(), "replicas")), nodes(call(completed.get(), "isr"))));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Kafka's own arithmetic is not where it was", e);
        }
    }

    private static List<Integer> nodes(Object list) {
        return ((List<?>) list).stream().map(Integer.class::cast).toList();
    }

    private static Object call(Object on, String name, List<?>... argument) throws ReflectiveOperationException {
        Class<?>[] types = argument.length == 0 ? new Class<?>[0] : new Class<?>[] {List.class};
        Method method = on.getClass().getDeclaredMethod(name, types);
        method.setAccessible(true);
        return method.invoke(on, (Object[]) argument);
    }
}
