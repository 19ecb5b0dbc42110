// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Optional;

/** Where a node listens, and the id that its log dir gets if it is one of the first voters. */
record NodePorts(Optional<Endpoint> client, Optional<Endpoint> controller, String directoryId) {}
