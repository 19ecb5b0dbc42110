// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.List;
import java.util.Optional;

/**
 * One section of what was read from a cluster: all of it, some of it, or nothing, and then why. Nothing read is never
 * the same as nothing there.
 *
 * @param <T> what the section holds
 */
public sealed interface Observed<T> {
    /**
     * Returns what was read.
     *
     * @return the value, also if it is partial; empty if nothing could be read
     */
    Optional<T> value();

    /**
     * Returns what is missing.
     *
     * @return each thing that could not be read; empty if and only if everything was
     */
    List<Gap> gaps();

    /**
     * Tells whether everything was read.
     *
     * @return {@code true} if there is no gap
     */
    default boolean isComplete() {
        return gaps().isEmpty();
    }

    /**
     * Returns what was read, or something else where nothing could be.
     *
     * @param other the stand-in
     * @return the value, or {@code other}
     */
    default T orElse(T other) {
        return value().orElse(other);
    }

    /**
     * Everything was read.
     *
     * @param content what was read
     * @param <T> what the section holds
     */
    record Present<T>(T content) implements Observed<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(content);
        }

        @Override
        public List<Gap> gaps() {
            return List.of();
        }
    }

    /**
     * Some of it was read.
     *
     * @param content what was read
     * @param gaps what was not; at least one
     * @param <T> what the section holds
     */
    record Partial<T>(T content, List<Gap> gaps) implements Observed<T> {
        /**
         * Copies the gaps.
         *
         * @param content what was read
         * @param gaps what was not
         */
        public Partial {
            gaps = List.copyOf(gaps);
            if (gaps.isEmpty()) {
                throw new IllegalArgumentException("A partial section needs at least one gap");
            }
        }

        @Override
        public Optional<T> value() {
            return Optional.of(content);
        }
    }

    /**
     * Nothing was read.
     *
     * @param gap why
     * @param <T> what the section would hold
     */
    record Unavailable<T>(Gap gap) implements Observed<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }

        @Override
        public List<Gap> gaps() {
            return List.of(gap);
        }
    }

    /**
     * Returns a section that was read, with what is missing in it.
     *
     * @param content what was read
     * @param gaps what was not; none means that all was
     * @param <T> what the section holds
     * @return present or partial
     */
    static <T> Observed<T> of(T content, List<Gap> gaps) {
        return gaps.isEmpty() ? new Present<>(content) : new Partial<>(content, gaps);
    }

    /**
     * Returns a section that was read completely.
     *
     * @param content what was read
     * @param <T> what the section holds
     * @return present
     */
    static <T> Observed<T> present(T content) {
        return new Present<>(content);
    }

    /**
     * Returns a section of which nothing could be read.
     *
     * @param gap why
     * @param <T> what the section would hold
     * @return unavailable
     */
    static <T> Observed<T> unavailable(Gap gap) {
        return new Unavailable<>(gap);
    }
}
