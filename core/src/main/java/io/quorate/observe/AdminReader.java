// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.KafkaFutures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.AbstractOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Asks {@code Admin} and turns what comes back into sections. A question is sent when it is asked and answered by a
 * {@link Supplier} later, so that all questions travel at the same time.
 */
final class AdminReader {
    private final Admin admin;
    private final Duration callTimeout;

    AdminReader(Admin admin, Duration callTimeout) {
        this.admin = admin;
        this.callTimeout = callTimeout;
    }

    Admin admin() {
        return admin;
    }

    /** Gives a call its own deadline. */
    <O extends AbstractOptions<O>> O bounded(O options) {
        return options.timeoutMs(Math.toIntExact(callTimeout.toMillis()));
    }

    /** Waits for one answer, or throws what Kafka said. */
    <T> T join(KafkaFuture<T> future, String subject) {
        return KafkaFutures.join(future, callTimeout, subject);
    }

    /** One question, one answer. */
    <A, T> Supplier<Observed<T>> ask(String subject, KafkaFuture<A> future, Function<A, T> translate) {
        return () -> {
            try {
                return Observed.present(translate.apply(join(future, subject)));
            } catch (KafkaException e) {
                return Observed.unavailable(Gaps.of(subject, e));
            }
        };
    }

    /** Many questions with an answer each: one that fails leaves a gap, not a failure. */
    <K, A> Answers<K> collect(
            Map<K, KafkaFuture<A>> futures, Function<K, String> subject, BiConsumer<K, A> whenAnswered) {
        List<Gap> gaps = new ArrayList<>();
        List<K> vanished = new ArrayList<>();
        futures.forEach((key, future) -> {
            String name = subject.apply(key);
            try {
                whenAnswered.accept(key, join(future, name));
            } catch (KafkaException e) {
                Gap gap = Gaps.of(name, e);
                if (gap.kind() == Gap.Kind.VANISHED) {
                    vanished.add(key);
                } else {
                    gaps.add(gap);
                }
            }
        });
        return new Answers<>(gaps, vanished);
    }

    /** What was not answered: with an error, or because the thing is gone. */
    record Answers<K>(List<Gap> gaps, List<K> vanished) {}

    /** Returns the list in pieces of at most {@code size}. */
    static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return chunks;
    }

    static <K, V> Map<K, V> ordered() {
        return new LinkedHashMap<>();
    }
}
