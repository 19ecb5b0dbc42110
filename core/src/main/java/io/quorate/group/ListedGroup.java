// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;

/**
 * A group of any type, as a coordinator lists it.
 *
 * @param groupId its id
 * @param type classic, consumer (KIP-848), share (KIP-932) or streams (KIP-1071); unknown where the brokers do not say (before
 *     Kafka 3.8)
 * @param protocol what the members of a classic group are, for example {@code consumer} or {@code connect}; empty for a group
 *     that only commits
 * @param state its state
 */
public record ListedGroup(String groupId, GroupType type, String protocol, GroupState state) {}
