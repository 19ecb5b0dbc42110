// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A throttle config, or a part of one, that no ongoing reassignment needs. A crash or another tool may have left it, or
 * somebody wants it for good: only the one who runs the cluster can tell.
 *
 * @param resource the topic or the broker; the broker {@code ""} stands for the defaults of the cluster
 * @param key the config's key
 * @param value what is set on that very resource
 * @param keep what would be left of it: the replicas that are being reassigned; empty if nothing
 */
public record LeftThrottle(ConfigResource resource, String key, String value, Optional<String> keep) {
    /**
     * Returns what it is, for people.
     *
     * @return a sentence
     */
    public String describe() {
        String what = Texts.name(resource) + " has " + key + "=" + Texts.shortened(value);
        if (keep.isPresent()) {
            return what + ", and only " + Texts.shortened(keep.get()) + " is being reassigned.";
        }
        return what + ", and nothing is being reassigned "
                + (resource.type() == ConfigResource.Type.TOPIC ? "of it." : "that would need it.");
    }
}
