// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Expects something to become true soon. */
final class Eventually {
    private Eventually() {}

    static void within(int seconds, Callable<Boolean> condition) {
        boolean became = Await.until(Time.system(), Duration.ofSeconds(seconds), () -> {
            try {
                return condition.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(became).as("became true within %s s", seconds).isTrue();
    }
}
