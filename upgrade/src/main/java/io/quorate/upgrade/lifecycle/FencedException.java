// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

/** A node was not touched, because another coordinator has taken over. The caller must stop at once. */
public final class FencedException extends LifecycleException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param nodeId which node
     * @param caller who was refused
     * @param owner who was seen before
     */
    public FencedException(int nodeId, Fence caller, Fence owner) {
        super(
                nodeId,
                "Did not touch node " + nodeId + " for run " + caller + ": run " + owner
                        + " has taken over. End this coordinator; the other one goes on.",
                null);
    }
}
