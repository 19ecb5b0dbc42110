// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.connection;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.ConditionNotMetException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Looks at a cluster in which something was done a moment ago: not every broker knows it yet, and any of them may answer. */
public final class Looks {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Looks() {}

    /**
     * Looks until what is seen is as expected, for some seconds.
     *
     * @param observer how to look
     * @param expected what is expected
     * @return what was seen, as expected or not
     */
    public static ClusterState until(ClusterObserver observer, Predicate<ClusterState> expected) {
        try {
            return ClusterWatch.using(observer)
                    .await(state -> expected.test(state) ? List.of() : List.of("what is expected"), LONGEST);
        } catch (ConditionNotMetException e) {
            return observer.observe();
        }
    }
}
