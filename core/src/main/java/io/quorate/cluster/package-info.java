// SPDX-License-Identifier: Apache-2.0
/**
 * What was seen of a cluster at one instant. {@link io.quorate.cluster.ClusterState} is the root; everything below it is
 * an immutable value that can be built by hand, so that whatever decides on it can be tested without a cluster.
 */
@NullMarked
package io.quorate.cluster;

import org.jspecify.annotations.NullMarked;
