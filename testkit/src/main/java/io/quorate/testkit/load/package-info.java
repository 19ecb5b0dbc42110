/**
 * A workload that proves what a cluster did with its records: producers that write numbered, checksummed records, a consumer
 * group that reads them back, and a judge that says which of the acknowledged records were lost, duplicated, reordered or
 * damaged, and how long each partition went without an acknowledgement.
 *
 * <p>Inside, the facts go one way: clients at the edge record what happened as primitives ({@code LoadHistory}), a pure
 * {@code Judge} turns that history into numbers, and the numbers become a {@link io.quorate.testkit.load.WorkloadReport}. It
 * works through the public clients against any cluster of any release that they can speak to.
 */
@NullMarked
package io.quorate.testkit.load;

import org.jspecify.annotations.NullMarked;
