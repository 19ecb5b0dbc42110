// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

/** A fault that has begun, until it is closed. Thread-safe. */
public interface Fault extends AutoCloseable {
    /**
     * Returns the node that it was begun for; for a role, the node that had it then.
     *
     * @return a node id, or -1 if it was begun for no node
     */
    int nodeId();

    /**
     * Returns what was done, for people.
     *
     * @return such as "killed node 2"
     */
    String describe();

    /**
     * Undoes the fault. Does nothing if it has been undone. What the cluster needs to recover from it is not waited for,
     * except that a node that is started again takes part: see {@link Recovery}.
     *
     * @throws FaultException if it cannot be undone
     */
    void undo();

    /**
     * Undoes the fault.
     *
     * @throws FaultException if it cannot be undone
     */
    @Override
    default void close() {
        undo();
    }
}
