// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import java.util.List;

/** Writes and reads records of its own, to see that both still work. */
interface Canary extends AutoCloseable {
    /** Makes what it needs, once. */
    void prepare();

    /** Writes, and reads all that it wrote; sentences about what was lost, doubled or not possible. */
    List<String> check();

    @Override
    void close();

    /** Does nothing. */
    Canary NONE = new Canary() {
        @Override
        public void prepare() {}

        @Override
        public List<String> check() {
            return List.of();
        }

        @Override
        public void close() {}
    };
}
