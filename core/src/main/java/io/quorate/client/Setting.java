// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/**
 * One setting of a client, and why it is there.
 *
 * @param key Kafka's key
 * @param value its value; a secret is a {@code Password}, which hides itself
 * @param reason what it is for
 * @param source where the value comes from: a KIP, a vendor's guide, our measurement, the caller
 */
public record Setting(String key, Object value, String reason, String source) {
    /**
     * Returns the value for people.
     *
     * @return the value, or that it is hidden
     */
    public String shownValue() {
        return Secrets.shown(key, value);
    }

    @Override
    public String toString() {
        return key + "=" + shownValue();
    }
}
