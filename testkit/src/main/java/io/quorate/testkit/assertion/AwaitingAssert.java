// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions that look at a cluster again and again until they hold, for 30 seconds unless told otherwise.
 *
 * @param <S> the type of the assertions
 */
public abstract class AwaitingAssert<S extends AwaitingAssert<S>> extends AbstractAssert<S, Admin> {
    private Awaited awaited;

    AwaitingAssert(Admin actual, Awaited awaited, Class<S> type) {
        super(actual, type);
        this.awaited = awaited;
    }

    /**
     * Sets how long each assertion from here on may wait.
     *
     * @param atMost the longest time; zero looks once. If not set, 30 seconds
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public S within(Duration atMost) {
        awaited = awaited.within(atMost);
        return myself;
    }

    Awaited awaited() {
        return awaited;
    }

    /** Waits until what is observed fits, and else fails with it as text. */
    <T> S await(String expected, Awaited.Observation<T> observation, Predicate<T> fits, Function<T, String> text) {
        isNotNull();
        awaited.until(observation, fits, text).ifPresent(seen -> failWithMessage("%s", "Expected " + expected + seen));
        return myself;
    }
}
