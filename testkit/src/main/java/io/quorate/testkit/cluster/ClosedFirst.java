// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be closed before the nodes of a cluster end, the last first. */
final class ClosedFirst {
    private static final Logger LOGGER = LoggerFactory.getLogger(TestCluster.class);

    private final Deque<AutoCloseable> resources = new ConcurrentLinkedDeque<>();

    void add(AutoCloseable resource) {
        resources.addLast(resource);
    }

    void close() {
        for (AutoCloseable resource = resources.pollLast(); resource != null; resource = resources.pollLast()) {
            try {
                resource.close();
            } catch (Exception e) {
                // The nodes have to end whatever happens, and nobody is told by an exception from here.
                LOGGER.atWarn().setCause(e).log("Something that was to be closed before a test cluster did not close");
            }
        }
    }
}
