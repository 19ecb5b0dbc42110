// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaFuture;

/** Looks until what it sees fits, no longer than told, and remembers what it saw last. */
record Awaited(Time time, Duration atMost) {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);

    static Awaited byDefault() {
        return new Awaited(Time.system(), Duration.ofSeconds(30));
    }

    Awaited within(Duration other) {
        if (other.isNegative()) {
            throw new IllegalArgumentException(
                    "An assertion cannot wait for less than no time, but was given " + other);
        }
        return new Awaited(time, other);
    }

    /** Returns nothing if it came to fit in time, and what was seen last if not. */
    <T> Optional<String> until(Observation<T> observation, Predicate<T> fits, Function<T, String> text) {
        long began = time.nanos();
        int looks = 0;
        while (true) {
            looks++;
            String last;
            try {
                T seen = observation.observe();
                if (fits.test(seen)) {
                    return Optional.empty();
                }
                last = text.apply(seen);
            } catch (ExecutionException e) {
                last = "no answer but " + e.getCause();
            } catch (TimeoutException e) {
                last = "no answer within " + ONE_ANSWER.toSeconds() + " s";
            } catch (InterruptedException e) {
                return interrupted();
            }
            long waited = time.nanos() - began;
            if (waited >= atMost.toNanos()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "%nbut after %.1f s, looking %d times, last seen was%n  %s",
                        waited / 1e9,
                        looks,
                        last));
            }
            try {
                time.sleep(PAUSE);
            } catch (InterruptedException e) {
                return interrupted();
            }
        }
    }

    private static Optional<String> interrupted() {
        Thread.currentThread().interrupt();
        return Optional.of("\nbut the thread was interrupted while it waited for that");
    }

    static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(ONE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One look at the cluster. */
    @FunctionalInterface
    interface Observation<T> {
        T observe() throws ExecutionException, InterruptedException, TimeoutException;
    }
}
