// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.quorate.time.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * A circuit breaker around the cluster: after a few looks that nobody answered, it is asked seldom, and then first with one
 * cheap question.
 */
final class Gate {
    /** So many looks in a row without an answer. */
    static final int PATIENCE = 3;

    /** The longest time without a question, in intervals. */
    private static final int LONGEST = 6;

    /** What may be asked now. */
    enum Permission {
        EVERYTHING,
        ONE_CHEAP_QUESTION,
        NOTHING
    }

    private final CircuitBreaker breaker;

    Gate(Duration interval, Time time) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(PATIENCE)
                .minimumNumberOfCalls(PATIENCE)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialRandomBackoff(interval, 2.0, 0.1, interval.multipliedBy(LONGEST)))
                .clock(new SteadyClock(time))
                .build();
        this.breaker = CircuitBreaker.of("quorate-health", config);
    }

    Permission ask() {
        if (!breaker.tryAcquirePermission()) {
            return Permission.NOTHING;
        }
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN
                ? Permission.ONE_CHEAP_QUESTION
                : Permission.EVERYTHING;
    }

    void answered() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void silent(RuntimeException why) {
        breaker.onError(0, TimeUnit.NANOSECONDS, why);
    }

    /** Neither good nor bad: the question was given up. */
    void givenUp() {
        breaker.releasePermission();
    }

    /** Moves with the monotonic clock, so that nobody waits longer when the time of day is set back. */
    private static final class SteadyClock extends Clock {
        private final Time time;
        private final Instant start;
        private final long startNanos;

        SteadyClock(Time time) {
            this.time = time;
            this.start = time.now();
            this.startNanos = time.nanos();
        }

        @Override
        public Instant instant() {
            return start.plusNanos(time.nanos() - startNanos);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
