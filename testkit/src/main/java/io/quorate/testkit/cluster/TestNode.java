// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaRelease;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A node of a {@link TestCluster}, as it is at the moment of each call.
 *
 * <p>Thread-safe.
 */
public interface TestNode {
    /**
     * Returns the id.
     *
     * @return {@code node.id}
     */
    int nodeId();

    /**
     * Returns the roles.
     *
     * @return broker, controller, or both
     */
    Set<Role> roles();

    /**
     * Returns the rack.
     *
     * @return {@code broker.rack}, if set
     */
    Optional<String> rack();

    /**
     * Returns the release that the node runs, or will run when it is started.
     *
     * @return its Kafka release
     */
    KafkaRelease release();

    /**
     * Tells whether the process runs.
     *
     * @return its state
     */
    NodeState state();

    /**
     * Returns the id of the process.
     *
     * @return the process id, or nothing if no process runs
     */
    OptionalLong pid();

    /**
     * Returns where clients reach the node.
     *
     * @return the listener of a broker, or nothing for a mere controller
     */
    Optional<Endpoint> clientEndpoint();

    /**
     * Returns where other controllers and brokers reach the controller of the node.
     *
     * @return the listener of a controller, or nothing for a mere broker
     */
    Optional<Endpoint> controllerEndpoint();

    /**
     * Returns what the node has logged, from all its starts.
     *
     * @return the log file
     */
    Path logFile();

    /**
     * Returns where the node keeps its data.
     *
     * @return its log dir, or the first of several
     */
    Path dataDirectory();

    /**
     * Returns all that the node has in {@code log.dirs}.
     *
     * @return its log dirs; the first has the metadata log
     */
    default List<Path> logDirs() {
        return List.of(dataDirectory());
    }
}
