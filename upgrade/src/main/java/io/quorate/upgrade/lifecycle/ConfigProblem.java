// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

/**
 * A setting of a node that a release will not start with, or will ignore.
 *
 * @param key the key as Kafka spells it
 * @param value its value now
 * @param reason what that release makes of it, and what to do
 */
public record ConfigProblem(String key, String value, String reason) {}
