// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

/**
 * Somebody takes a risk for one topic.
 *
 * @param topic its name
 * @param risk which risk
 */
public record TopicConsent(String topic, Risk risk) {
    /**
     * Checks that the risk is one that a change here can have.
     *
     * @param topic its name
     * @param risk which risk
     * @throws IllegalArgumentException if it needs no consent, or consent would not help
     */
    public TopicConsent {
        if (!risk.canBeConsentedTo()) {
            throw new IllegalArgumentException("Consent to " + risk + " for topic " + topic + " means nothing: it "
                    + risk.cost() + (risk == Risk.HEAVY ? ", which the reassignment module does" : "") + ".");
        }
    }
}
