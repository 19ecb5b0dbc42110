// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Optional;

/**
 * The {@code inter.broker.protocol.version} of a broker. Kafka 4.0 has none any more.
 *
 * @param value what it speaks with other brokers, for example {@code 2.8-IV1}
 * @param source who set it; {@link ConfigValue.Source#STATIC_BROKER} if it is pinned in the properties file
 * @param softwareDefault the newest that the software knows, which names its minor release even while the value is pinned
 *     to an older one; empty if the broker does not say
 */
public record InterBrokerProtocol(String value, ConfigValue.Source source, Optional<String> softwareDefault) {}
