// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.error.OperationInterruptedException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class KafkaFuturesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void returnsTheAnswerAndUnwrapsWhatKafkaSaid() {
        KafkaFutureImpl<String> good = new KafkaFutureImpl<>();
        good.complete("answer");
        KafkaFutureImpl<String> denied = new KafkaFutureImpl<>();
        denied.completeExceptionally(new TopicAuthorizationException("orders"));
        KafkaFutureImpl<String> bug = new KafkaFutureImpl<>();
        bug.completeExceptionally(new IllegalStateException("bug"));

        assertThat(KafkaFutures.join(good, SECOND, "topics")).isEqualTo("answer");
        assertThatThrownBy(() -> KafkaFutures.join(denied, SECOND, "topics"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> KafkaFutures.join(bug, SECOND, "topics"))
                .isInstanceOf(KafkaException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheInterruptAndSaysWhatItWaitedFor() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> KafkaFutures.join(new KafkaFutureImpl<>(), SECOND, "topics"))
                .isInstanceOf(OperationInterruptedException.class)
                .hasMessageContaining("topics");
        assertThat(Thread.interrupted()).isTrue();
    }
}
