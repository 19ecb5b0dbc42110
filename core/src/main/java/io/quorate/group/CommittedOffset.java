// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.Optional;

/**
 * Where a group goes on in a partition.
 *
 * @param offset the next record that it reads
 * @param leaderEpoch the leader epoch of the record before it; empty if the committer did not say
 * @param metadata what the committer wrote beside it; often nothing
 */
public record CommittedOffset(long offset, Optional<Integer> leaderEpoch, String metadata) {}
