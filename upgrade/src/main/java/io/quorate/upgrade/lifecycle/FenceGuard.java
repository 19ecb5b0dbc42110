// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses calls of coordinators that were replaced: the floor of every {@link BrokerLifecycle}. This one remembers in memory;
 * a lifecycle that can keep the token beside the node, so that two machines cannot disagree, does that too.
 *
 * <p>Thread-safe.
 */
public final class FenceGuard {
    private final Map<Integer, Fence> highest = new ConcurrentHashMap<>();

    /** Creates a guard that has seen nobody. */
    public FenceGuard() {}

    /**
     * Lets a call pass or refuses it.
     *
     * @param fence on whose behalf
     * @param nodeId which node is to be changed
     * @throws FencedException if a higher token, or the same one of another run, was seen for this node
     */
    public void check(Fence fence, int nodeId) {
        Fence now = highest.merge(nodeId, fence, (before, next) -> next.token() > before.token() ? next : before);
        if (!now.equals(fence)) {
            throw new FencedException(nodeId, fence, now);
        }
    }
}
