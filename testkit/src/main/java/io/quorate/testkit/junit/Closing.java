// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** What a store of JUnit closes at the end of its context, in every JUnit 5: by the old name up to 5.12, then by the new. */
@SuppressWarnings("deprecation")
interface Closing extends ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    void close();

    /**
     * The end of a test that was interrupted, say by its timeout, must not be: what waits for nothing leaves threads and
     * processes behind. The thread is as interrupted afterwards as it was before.
     */
    static Closing undisturbed(Runnable close) {
        return () -> {
            boolean interrupted = Thread.interrupted();
            try {
                close.run();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
