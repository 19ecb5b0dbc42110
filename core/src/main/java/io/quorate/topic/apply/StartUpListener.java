// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

/** Is told how the topics are getting on in the background. What it throws is logged and changes nothing. */
public interface StartUpListener {
    /**
     * An attempt has failed and there will be another.
     *
     * @param attempt how many there were, from 1
     * @param reason why it failed
     */
    void failed(int attempt, String reason);

    /**
     * There will be no further attempt.
     *
     * @param result what was found, done and left
     */
    void ended(ReconcileResult result);

    /**
     * There will be no further attempt, and none has ever got an answer.
     *
     * @param cause why
     */
    void gaveUp(RuntimeException cause);
}
