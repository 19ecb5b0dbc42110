// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

/**
 * Where a controller listens for the quorum.
 *
 * @param listener the listener's name, for example {@code CONTROLLER}
 * @param endpoint host and port
 */
public record ControllerEndpoint(String listener, Endpoint endpoint) {}
