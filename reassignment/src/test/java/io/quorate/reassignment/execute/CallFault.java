// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.observe.Unreachable;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** How a call to a cluster goes wrong. */
@FunctionalInterface
interface CallFault {
    /** What the call does if nothing goes wrong. */
    interface Effect<T> {
        T run();
    }

    /** The end of the process, as the code that is running sees it: not an exception that anybody handles. */
    final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    <T> T apply(Effect<T> effect, Map<TopicPartition, KafkaException> refusals);

    static CallFault none() {
        return before(() -> {});
    }

    /** Something happens, perhaps an exception, and the cluster has not got the call yet. */
    static CallFault before(Runnable event) {
        return new CallFault() {
            @Override
            public <T> T apply(Effect<T> effect, Map<TopicPartition, KafkaException> refusals) {
                event.run();
                return effect.run();
            }
        };
    }

    /** The cluster has done it, and then something happens. */
    static CallFault after(Runnable event) {
        return new CallFault() {
            @Override
            public <T> T apply(Effect<T> effect, Map<TopicPartition, KafkaException> refusals) {
                T result = effect.run();
                event.run();
                return result;
            }
        };
    }

    /** Every partition is refused by itself, if the call is about partitions. */
    static CallFault refusal() {
        return new CallFault() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T apply(Effect<T> effect, Map<TopicPartition, KafkaException> refusals) {
                return refusals.isEmpty() ? effect.run() : (T) refusals;
            }
        };
    }

    static Runnable timeout() {
        return () -> {
            throw new TimeoutException("no answer");
        };
    }

    static Runnable denial() {
        return () -> {
            throw new ClusterAuthorizationException("not allowed");
        };
    }

    static Runnable unreachable() {
        return () -> {
            throw Unreachable.cluster();
        };
    }

    static Runnable kill() {
        return () -> {
            throw new Killed();
        };
    }
}
