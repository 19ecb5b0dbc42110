// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import java.time.Duration;

/** What became of the record that was sent through one broker. */
public sealed interface BrokerAnswer {
    /**
     * Returns the broker.
     *
     * @return its node id
     */
    int nodeId();

    /**
     * Returns it for people.
     *
     * @return a sentence
     */
    String describe();

    /**
     * The record was written to every in-sync replica and read back.
     *
     * @param nodeId the broker
     * @param written from sending to the acknowledgement of all in-sync replicas
     * @param endToEnd from sending to having read it back
     */
    record Answered(int nodeId, Duration written, Duration endToEnd) implements BrokerAnswer {
        @Override
        public String describe() {
            return "broker " + nodeId + " took the record in " + written.toMillis() + " ms and gave it back after "
                    + endToEnd.toMillis() + " ms";
        }
    }

    /**
     * The record was not written, or not read back, in time.
     *
     * @param nodeId the broker
     * @param after how long it was waited for
     * @param cause what Kafka said
     */
    record Failed(int nodeId, Duration after, String cause) implements BrokerAnswer {
        @Override
        public String describe() {
            return "broker " + nodeId + " did not take the record and give it back within " + after.toMillis() + " ms: "
                    + cause;
        }
    }

    /**
     * The broker leads no partition of the probe's topic now, so nothing was sent through it. That says nothing about how
     * fast it is.
     *
     * @param nodeId the broker
     * @param reason why, for example that its partition is led by another broker until leaders are balanced again
     */
    record LeadsNothing(int nodeId, String reason) implements BrokerAnswer {
        @Override
        public String describe() {
            return "broker " + nodeId + " was not asked: " + reason;
        }
    }
}
