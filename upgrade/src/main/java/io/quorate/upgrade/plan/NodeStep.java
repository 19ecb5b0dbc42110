// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.version.DetectedVersion;
import java.util.Optional;

/**
 * One node's turn in a roll: stop it, change what is to be changed, start it.
 *
 * @param nodeId the node
 * @param role what it does
 * @param rack its rack, if it has one
 * @param from what it ran when the plan was made
 */
public record NodeStep(int nodeId, NodeRole role, Optional<String> rack, DetectedVersion from) {}
