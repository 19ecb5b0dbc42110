// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.Optional;

/**
 * A group in one partition.
 *
 * @param commit where it goes on; empty if it has committed nothing here
 * @param lag how far it is behind
 */
public record GroupPartition(Optional<CommittedOffset> commit, PartitionLag lag) {}
