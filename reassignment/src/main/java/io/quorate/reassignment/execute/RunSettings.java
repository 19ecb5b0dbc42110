// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.time.Duration;

/**
 * What a run was told about time, and about others.
 *
 * @param pollInterval how long between looks
 * @param stallTimeout how long nothing may move
 * @param stalledAfter how long a copy may not grow until somebody hears of it
 * @param brokerGrace how long a broker may be away until its copies go elsewhere
 * @param foreign what to do about reassignments of others
 */
record RunSettings(
        Duration pollInterval,
        Duration stallTimeout,
        Duration stalledAfter,
        Duration brokerGrace,
        ForeignReassignments foreign) {}
