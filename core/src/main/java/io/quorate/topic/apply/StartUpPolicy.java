// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import java.time.Duration;
import java.util.Objects;

/** What an application does at its start while the cluster cannot be reached, or declared topics are still to come. */
public sealed interface StartUpPolicy {
    /**
     * Tries once.
     *
     * @return the policy
     */
    static StartUpPolicy failFast() {
        return new FailFast();
    }

    /**
     * Tries again and again while that may help, with growing pauses and jitter so that many applications do not come at
     * once.
     *
     * @param timeout for how long
     * @return the policy
     * @throws IllegalArgumentException if it is not more than zero
     */
    static StartUpPolicy waitUpTo(Duration timeout) {
        return new WaitUpTo(timeout);
    }

    /**
     * Lets the application go on at once, and tries again and again in the background, for a day at most.
     *
     * @param listener told of each attempt, on the background thread
     * @return the policy
     */
    static StartUpPolicy continueAndRetry(StartUpListener listener) {
        return new ContinueAndRetry(listener);
    }

    /** Tries once. */
    record FailFast() implements StartUpPolicy {}

    /**
     * Waits.
     *
     * @param timeout for how long
     */
    record WaitUpTo(Duration timeout) implements StartUpPolicy {
        /**
         * Checks the time.
         *
         * @param timeout more than zero
         * @throws IllegalArgumentException if it is not
         */
        public WaitUpTo {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(
                        "waitUpTo needs more than zero, not " + timeout + "; use failFast()");
            }
        }
    }

    /**
     * Goes on and retries.
     *
     * @param listener told of each attempt
     */
    record ContinueAndRetry(StartUpListener listener) implements StartUpPolicy {
        /**
         * Checks the listener.
         *
         * @param listener told of each attempt
         */
        public ContinueAndRetry {
            Objects.requireNonNull(listener, "listener");
        }
    }
}
