// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.time.NodeClock;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockAgentTest {
    private static final String CLOCK = "org.apache.kafka.common.utils.SystemTime";

    /** Defines Kafka's clock a second time, from bytes that the agent has changed. */
    private static final class Redirected extends ClassLoader {
        private Class<?> clock() throws Exception {
            byte[] bytes = ClockAgent.redirect(classFile(CLOCK));
            return defineClass(CLOCK, bytes, 0, bytes.length);
        }
    }

    private static byte[] classFile(String name) throws Exception {
        try (InputStream in =
                ClockAgentTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return java.util.Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void theClockOfKafkaFollowsTheShiftAndStaysAValidClass() throws Exception {
        Class<?> type = new Redirected().clock();
        var get = type.getDeclaredMethod("getSystemTime");
        get.setAccessible(true);
        Object clock = get.invoke(null);
        var milliseconds = type.getMethod("milliseconds");
        milliseconds.setAccessible(true);
        NodeClock.shift(Duration.ofDays(1000).toMillis());
        try {
            long shifted = (long) milliseconds.invoke(clock);
            assertThat(Duration.ofMillis(shifted - System.currentTimeMillis()))
                    .isBetween(Duration.ofDays(999), Duration.ofDays(1001));
        } finally {
            NodeClock.shift(0);
        }
        assertThat((long) milliseconds.invoke(clock) - System.currentTimeMillis())
                .isBetween(-10_000L, 10_000L);
    }

    @Test
    void aClassThatTellsNoTimeIsRefused() {
        assertThatThrownBy(() -> ClockAgent.redirect(classFile(FaultStep.class.getName())))
                .hasMessageContaining("currentTimeMillis");
    }
}
