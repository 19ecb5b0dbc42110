// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import io.quorate.error.KafkaOperationException;

/** The topic of a probe could not be made. */
public final class ProbeTopicException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient String topic;

    ProbeTopicException(String topic, Throwable cause) {
        super(
                "Did not make topic " + topic + " for the probe: "
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + ". It needs the rights to create and describe the topic.",
                cause);
        this.topic = topic;
    }

    /**
     * Returns the topic.
     *
     * @return its name
     */
    public String topic() {
        return topic;
    }
}
