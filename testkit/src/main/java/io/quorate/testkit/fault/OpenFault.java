// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A fault and how to undo it. */
final class OpenFault implements Fault {
    private final int nodeId;
    private final String description;
    private final Runnable undo;
    private final Consumer<Fault> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenFault(int nodeId, String description, Runnable undo, Consumer<Fault> whenClosed) {
        this.nodeId = nodeId;
        this.description = description;
        this.undo = undo;
        this.whenClosed = whenClosed;
    }

    @Override
    public int nodeId() {
        return nodeId;
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void undo() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.accept(this);
            undo.run();
        }
    }

    @Override
    public String toString() {
        return description + (closed.get() ? " (undone)" : "");
    }
}
