// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.version.KafkaVersion;
import java.util.List;
import java.util.OptionalLong;

/**
 * Hands on the nodes of a cluster: what a coordinator cannot do through Kafka. Implement it for the place where your brokers
 * run, or take {@link CommandLifecycle} or {@code KubernetesLifecycle}.
 *
 * <p>Every method can be called again with the same arguments after a crash of the caller, and then brings the node to the
 * same state as if it had been called once. None decides whether it is safe; the coordinator does that before it calls. All
 * that change a node refuse a {@link Fence} lower than one seen before ({@link FenceGuard} does it for one process).
 *
 * <p>What a lifecycle cannot tell it leaves to the methods with a body here: each says what the coordinator does without.
 *
 * <p>Implementations are thread-safe: nodes of one wave are handled at the same time, and no call waits for one of another
 * node.
 */
public interface BrokerLifecycle {
    /**
     * Looks at the process and files of a node. Changes nothing.
     *
     * @param nodeId which node
     * @return what is seen; unknown rather than a guess, and rather than an exception if the node cannot be reached
     * @throws IllegalArgumentException if there is no such node
     */
    NodeStatus status(int nodeId);

    /**
     * Ends the process that the request names, and returns when it is proven to be gone. Returns at once if it is gone
     * already, whatever runs by now.
     *
     * @param fence on whose behalf
     * @param nodeId which node
     * @param request which process, how, and how long it may take
     * @throws FencedException if another coordinator has taken over; nothing was done
     * @throws LifecycleException if the process is still there when the time is over, or that cannot be told
     */
    void stop(Fence fence, int nodeId, StopRequest request);

    /**
     * Makes the next start run a release. With {@link SwapOrder#STOP_INSTALL_START} the node is stopped before. Changes no
     * process, no log dir and no configuration. Does nothing if that release is installed.
     *
     * @param fence on whose behalf
     * @param nodeId which node
     * @param version what to run
     * @throws FencedException if another coordinator has taken over; nothing was done
     * @throws LifecycleException if it was not installed; what was installed before still is
     */
    void install(Fence fence, int nodeId, KafkaVersion version);

    /**
     * Changes what the next start reads as its static configuration, and returns when that is written.
     *
     * @param fence on whose behalf
     * @param nodeId which node
     * @param change what to change
     * @throws FencedException if another coordinator has taken over; nothing was done
     * @throws LifecycleException if it was not changed
     */
    void applyConfig(Fence fence, int nodeId, ConfigChange change);

    /**
     * Starts what is installed, unless a process runs already, and returns when there is a process: not when it has joined
     * the cluster, which the coordinator waits for, nor when it is certain to stay.
     *
     * @param fence on whose behalf
     * @param nodeId which node
     * @throws FencedException if another coordinator has taken over; nothing was done
     * @throws LifecycleException if there is no process, or it cannot be told whether there was one before
     */
    void start(Fence fence, int nodeId);

    /**
     * Tells in which order binaries are replaced here.
     *
     * @return if not overridden, {@link SwapOrder#STOP_INSTALL_START}
     */
    default SwapOrder swapOrder() {
        return SwapOrder.STOP_INSTALL_START;
    }

    /**
     * Asks whether a release will start with the node's static configuration. Changes nothing.
     *
     * @param nodeId which node
     * @param version which release
     * @return each problem. Without: preflight checks what brokers report of their configuration against the rules it knows
     */
    default Observed<List<ConfigProblem>> validateConfig(int nodeId, KafkaVersion version) {
        return notAvailable("check of the configuration of node " + nodeId + " by " + version);
    }

    /**
     * Returns the end offset of the node's newest metadata snapshot, from the name of the newest file
     * {@code __cluster_metadata-0/<offset>-<epoch>.checkpoint}. After a lower {@code metadata.version} older binaries only start
     * behind such a snapshot.
     *
     * @param nodeId which node
     * @return the offset, or nothing if the node has no snapshot. Without: a rollback after the feature change waits longer than
     *     {@code metadata.log.max.snapshot.interval.ms}, or needs an override
     */
    default Observed<OptionalLong> latestMetadataSnapshot(int nodeId) {
        return notAvailable("latest metadata snapshot of node " + nodeId);
    }

    /**
     * Returns the version of the Java that the node's next start runs on.
     *
     * @param nodeId which node
     * @return the feature version, for example 17. Without: preflight says that it was not checked (4.0 needs 17)
     */
    default Observed<Integer> javaVersion(int nodeId) {
        return notAvailable("Java version of node " + nodeId);
    }

    /**
     * Returns a JMX attribute of the node.
     *
     * @param nodeId which node
     * @param objectName for example {@code kafka.server:type=KafkaServer,name=BrokerState}
     * @param attribute for example {@code Value}
     * @return its value. Without: a start is given a fixed time, however much log it has to recover, and clients too old for 4.0
     *     are not looked for
     */
    default Observed<Double> metric(int nodeId, String objectName, String attribute) {
        return notAvailable(objectName + " of node " + nodeId);
    }

    /**
     * Returns where the node's controller listens.
     *
     * @param nodeId which node
     * @return the endpoint. Without: what the quorum itself reports, and else the controller's release stays unknown
     */
    default Observed<Endpoint> controllerEndpoint(int nodeId) {
        return notAvailable("controller endpoint of node " + nodeId);
    }

    /**
     * Returns what the process that runs, or the last one, has logged as ERROR or FATAL, the newest last.
     *
     * @param nodeId which node
     * @return at most 100 lines. Without: errors that show nowhere else are not noticed
     */
    default Observed<List<String>> loggedErrors(int nodeId) {
        return notAvailable("logged errors of node " + nodeId);
    }

    private static <T> Observed<T> notAvailable(String subject) {
        return Observed.unavailable(new Gap(subject, Gap.Kind.UNSUPPORTED, "this lifecycle cannot tell"));
    }
}
