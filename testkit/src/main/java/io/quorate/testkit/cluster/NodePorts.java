// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Optional;

/**
 * Where others reach a node, where it listens itself (the same, unless links are between), and the id that its log dir gets
 * if it is one of the first voters.
 */
record NodePorts(
        Optional<Endpoint> client,
        Optional<Endpoint> controller,
        Optional<Endpoint> boundClient,
        Optional<Endpoint> boundController,
        String directoryId) {
    NodePorts(Optional<Endpoint> client, Optional<Endpoint> controller, String directoryId) {
        this(client, controller, client, controller, directoryId);
    }
}
