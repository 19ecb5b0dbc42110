// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Observed;
import io.quorate.upgrade.lifecycle.ConfigProblem;
import java.util.List;

/**
 * What a node's machine says, through its lifecycle.
 *
 * @param java the feature version of the Java that the node starts with, for example 17
 * @param configProblems what the target will not start with
 * @param deprecatedRequests requests that Kafka 4.0 does not answer any more, counted since the node started
 */
public record HostFacts(
        Observed<Integer> java, Observed<List<ConfigProblem>> configProblems, Observed<Double> deprecatedRequests) {}
