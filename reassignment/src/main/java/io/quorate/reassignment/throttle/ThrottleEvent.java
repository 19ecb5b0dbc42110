// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;

/** Something that a lease did or met, worth telling. */
public sealed interface ThrottleEvent {
    /**
     * Returns the event for people.
     *
     * @return a sentence
     */
    String describe();

    /**
     * Tells whether somebody should look at it.
     *
     * @return {@code true} for what is worth a warning
     */
    default boolean isWarning() {
        return false;
    }

    /**
     * Somebody changed a throttle config while the lease held it, and the lease set it again.
     *
     * @param resource the topic or the broker
     * @param key the config's key
     * @param found what somebody had set; empty if they had deleted it
     * @param times how often this has happened to this config
     */
    record Reasserted(ConfigResource resource, String key, Optional<String> found, int times) implements ThrottleEvent {
        /** After so many times it is not a mistake but another operator at work. */
        static final int TOO_OFTEN = 3;

        @Override
        public boolean isWarning() {
            return times >= TOO_OFTEN;
        }

        @Override
        public String describe() {
            return "Set " + key + " of " + Texts.name(resource) + " again: somebody had "
                    + found.map(value -> "changed it to " + Texts.shortened(value))
                            .orElse("deleted it")
                    + (isWarning()
                            ? ", for the " + times + ". time. Stop whoever does that, or run without a throttle."
                            : "");
        }
    }

    /**
     * The replicas of a topic do not fit into a config value, so all of its replicas are throttled.
     *
     * @param resource the topic
     * @param key the config's key
     * @param replicas how many should have been listed
     */
    record Widened(ConfigResource resource, String key, int replicas) implements ThrottleEvent {
        @Override
        public String describe() {
            return "Throttled all replicas of " + Texts.name(resource) + " (" + key + "=*): a list of " + replicas
                    + " would be too long for a config.";
        }
    }

    /**
     * A config could not be read or changed. It is tried again at the next renewal at which its broker is online.
     *
     * @param resource the topic or the broker
     * @param cause what Kafka said
     */
    record Failed(ConfigResource resource, String cause) implements ThrottleEvent {
        @Override
        public boolean isWarning() {
            return true;
        }

        @Override
        public String describe() {
            return "Could not reach the throttle of " + Texts.name(resource) + ", will try again: " + cause;
        }
    }

    /**
     * A config that could not be reached before is as it should be now.
     *
     * @param resource the topic or the broker
     */
    record Recovered(ConfigResource resource) implements ThrottleEvent {
        @Override
        public String describe() {
            return "The throttle of " + Texts.name(resource) + " is as it should be now.";
        }
    }

    /**
     * A config was not restored because somebody else has set it since; theirs was kept.
     *
     * @param resource the topic or the broker
     * @param key the config's key
     * @param found what they set; empty if they deleted it
     */
    record LeftToOthers(ConfigResource resource, String key, Optional<String> found) implements ThrottleEvent {
        @Override
        public String describe() {
            return "Left " + key + " of " + Texts.name(resource) + " at "
                    + found.map(Texts::shortened).orElse("nothing") + ", which somebody else has made of it.";
        }
    }
}
