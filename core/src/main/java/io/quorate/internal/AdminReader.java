// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
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
public final class AdminReader {
    private final Admin admin;
    private final Duration callTimeout;

    public AdminReader(Admin admin, Duration callTimeout) {
        this.admin = admin;
        this.callTimeout = callTimeout;
    }

    public Admin admin() {
        return admin;
    }

    /** Gives a call its own deadline. */
    public <O extends AbstractOptions<O>> O bounded(O options) {
        return options.timeoutMs(Math.toIntExact(callTimeout.toMillis()));
    }

    /** Waits for one answer, or throws what Kafka said. */
    public <T> T join(KafkaFuture<T> future, String subject) {
        return KafkaFutures.join(future, callTimeout, subject);
    }

    /** One question, one answer. */
    public <A, T> Supplier<Observed<T>> ask(String subject, KafkaFuture<A> future, Function<A, T> translate) {
        return ask(() -> subject, future, translate);
    }

    /** One of many questions: its name is made only if it is not answered. */
    public <A, T> Supplier<Observed<T>> ask(Supplier<String> subject, KafkaFuture<A> future, Function<A, T> translate) {
        return () -> {
            try {
                return Observed.present(translate.apply(KafkaFutures.join(future, callTimeout, subject)));
            } catch (KafkaException e) {
                return Observed.unavailable(Gaps.of(subject.get(), e));
            }
        };
    }

    /**
     * Translates each answer when it comes, on the client's thread: what Kafka's client made of a million partitions takes
     * many times the memory of our values, and only what has not been translated yet is there.
     */
    public static <K, A, T> Map<K, KafkaFuture<T>> folded(Map<K, KafkaFuture<A>> futures, Function<A, T> translate) {
        Map<K, KafkaFuture<T>> folded = ordered();
        futures.forEach((key, future) -> folded.put(key, future.thenApply(translate::apply)));
        return folded;
    }

    /** Many questions with an answer each: one that fails leaves a gap, not a failure. */
    public <K, A> List<Gap> collect(
            Map<K, KafkaFuture<A>> futures, Function<K, String> subject, BiConsumer<K, A> whenAnswered) {
        List<Gap> gaps = new ArrayList<>();
        futures.forEach((key, future) -> {
            String name = subject.apply(key);
            try {
                whenAnswered.accept(key, join(future, name));
            } catch (KafkaException e) {
                gaps.add(Gaps.of(name, e));
            }
        });
        return gaps;
    }

    /** Returns the list in pieces of at most {@code size}. */
    public static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return chunks;
    }

    public static <K, V> Map<K, V> ordered() {
        return new LinkedHashMap<>();
    }
}
