// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A fault that an admin client makes: it is in the metadata of the cluster, and stays there until it is undone. */
abstract class AdminFault implements Fault {
    private final Consumer<Fault> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    AdminFault(Consumer<Fault> whenClosed) {
        this.whenClosed = whenClosed;
    }

    abstract void putBack();

    @Override
    public void undo() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.accept(this);
            putBack();
        }
    }

    @Override
    public String toString() {
        return describe() + (closed.get() ? " (undone)" : "");
    }
}
