// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Expects something to become true soon; what cannot be asked is not true yet. */
public final class Eventually {
    private static final int LOOKS_IN_A_ROW = 4;

    private Eventually() {}

    public static void within(int seconds, Callable<Boolean> condition) {
        AtomicReference<@Nullable Exception> last = new AtomicReference<>();
        boolean became = Await.until(Time.system(), Duration.ofSeconds(seconds), () -> {
            try {
                return condition.call();
            } catch (ExecutionException | TestClusterException e) {
                last.set(e);
                return false;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        if (!became) {
            throw new AssertionError("Did not become true within " + seconds + " s", last.get());
        }
    }

    /** Brokers hear of a change one after the other, and each look may ask another: true at several looks in a row. */
    static void everywhere(int seconds, Callable<Boolean> condition) {
        int[] met = {0};
        within(seconds, () -> {
            int before = met[0];
            met[0] = 0;
            met[0] = condition.call() ? before + 1 : 0;
            return met[0] == LOOKS_IN_A_ROW;
        });
    }
}
