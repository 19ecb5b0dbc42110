/**
 * What a monitor sees, as Micrometer meters under the names that operators know: {@link
 * io.quorate.health.metrics.ClusterMetrics}. A scrape reads the last snapshot and never asks the cluster. Needs {@code
 * io.micrometer:micrometer-core}, which is an optional dependency.
 */
@NullMarked
package io.quorate.health.metrics;

import org.jspecify.annotations.NullMarked;
