// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.OptionalLong;

/**
 * A log dir that a broker has.
 *
 * @param path where it is on that broker
 * @param usableBytes what can still be written there; empty where it is not known (before Kafka 3.3)
 * @param cordoned {@code true} if the broker puts no new replica here of its own accord (KIP-1066)
 */
public record LogDirRoom(String path, OptionalLong usableBytes, boolean cordoned) {}
