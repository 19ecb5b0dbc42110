// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.time.Time;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.ProcessState;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.lifecycle.SwapOrder;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands on pods of StatefulSets with {@code updateStrategy: OnDelete}: the image and the environment of the template are
 * changed, which touches no pod; then one pod is deleted, and Kubernetes makes it anew from the template. Settings are
 * variables as Kafka's own image reads them ({@code KAFKA_INTER_BROKER_PROTOCOL_VERSION}).
 *
 * <p>The template is one for all pods of the set: a pod that Kubernetes moves to another machine in the middle of an upgrade
 * comes back with the new release, too. A pod is gone when its object is, which the kubelet removes after its containers have
 * ended; nothing is ever deleted by force. The grace period of the deletion is the time-out of the request, after which the
 * kubelet kills. Whoever runs the upgrade stands in the annotation {@value #OWNER} of the set.
 *
 * <p>The client stays open; it belongs to the caller. Its account needs to get and update StatefulSets, to get, list and delete
 * pods, and to read their logs. Thread-safe.
 */
public final class KubernetesLifecycle implements BrokerLifecycle {
    static final String OWNER = "quorate.io/upgrade-owner";

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|FATAL)\\b");
    private static final int LINES = 100;

    private final KubernetesClient client;
    private final KubernetesLifecycleBuilder settings;
    private final StatefulSets sets;
    private final Time time;

    KubernetesLifecycle(KubernetesLifecycleBuilder settings) {
        this.client = settings.client;
        this.settings = settings;
        this.sets = new StatefulSets(settings.client, settings.container);
        this.time = settings.time;
    }

    /**
     * Begins to describe a lifecycle.
     *
     * @param client how to reach the API server
     * @param namespace where the StatefulSets are
     * @return a builder; a StatefulSet has to be added
     */
    public static KubernetesLifecycleBuilder builder(KubernetesClient client, String namespace) {
        return new KubernetesLifecycleBuilder(client, namespace);
    }

    @Override
    public SwapOrder swapOrder() {
        return SwapOrder.INSTALL_STOP_START;
    }

    @Override
    public NodeStatus status(int nodeId) {
        NodeSet set = set(nodeId);
        try {
            @Nullable Pod pod = pod(set, nodeId);
            if (pod == null) {
                return NodeStatus.stopped(
                        nodeId, version(sets.template(set, nodeId).image()));
            }
            Optional<KafkaVersion> version =
                    Template.of(pod.getSpec(), settings.container).flatMap(template -> version(template.image()));
            Optional<ContainerStatus> container = container(pod);
            ContainerState state = container.map(ContainerStatus::getState).orElseGet(ContainerState::new);
            Optional<ContainerStateTerminated> ended = Optional.ofNullable(state.getTerminated())
                    .or(() -> container
                            .map(ContainerStatus::getLastState)
                            .flatMap(last -> Optional.ofNullable(last.getTerminated())));
            boolean runs = state.getRunning() != null;
            return new NodeStatus(
                    nodeId,
                    runs ? ProcessState.RUNNING : ProcessState.STOPPED,
                    Optional.of(uid(pod)),
                    version,
                    ended.map(end -> OptionalInt.of(end.getExitCode())).orElseGet(OptionalInt::empty),
                    runs ? Optional.empty() : Optional.of(waiting(pod, state)));
        } catch (KubernetesClientException | LifecycleException e) {
            return NodeStatus.unknown(nodeId, String.valueOf(e.getMessage()));
        }
    }

    private static String waiting(Pod pod, ContainerState state) {
        if (state.getWaiting() != null) {
            return state.getWaiting().getReason() + ": " + state.getWaiting().getMessage();
        }
        return "the container does not run; the pod is "
                + Optional.ofNullable(pod.getStatus())
                        .map(status -> status.getPhase())
                        .orElse("new");
    }

    @Override
    public void stop(Fence fence, int nodeId, StopRequest request) {
        NodeSet set = set(nodeId);
        asking(nodeId, "stop", () -> {
            sets.own(set, nodeId, fence);
            if (isGone(set, nodeId, request.startId())) {
                return;
            }
            // The least that the kubelet takes as an order to kill and yet reports the end of.
            long grace = request.mode() == StopMode.KILL
                    ? 1
                    : Math.max(1, request.timeout().toSeconds());
            delete(set, nodeId, request.startId(), grace);
            Duration atMost = request.timeout().plus(settings.startTimeout);
            if (!await(nodeId, atMost, () -> isGone(set, nodeId, request.startId()))) {
                throw new LifecycleException(
                        nodeId,
                        "Did not stop node " + nodeId + ": pod " + set.pod(nodeId) + " is still there " + atMost
                                + " after it was deleted. Its machine may not answer: see that the process is gone"
                                + " before you remove the pod by force.",
                        null);
            }
        });
    }

    /** Only the pod that is meant, whatever happened since it was looked at. */
    private void delete(NodeSet set, int nodeId, String uid, long graceSeconds) {
        try {
            client.raw(
                    "/api/v1/namespaces/" + set.namespace() + "/pods/" + set.pod(nodeId),
                    "DELETE",
                    new DeleteOptionsBuilder()
                            .withGracePeriodSeconds(graceSeconds)
                            .withNewPreconditions()
                            .withUid(uid)
                            .endPreconditions()
                            .build());
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) { // gone, or another one by now
                throw e;
            }
        }
    }

    private boolean isGone(NodeSet set, int nodeId, String uid) {
        @Nullable Pod pod = pod(set, nodeId);
        return pod == null || !uid(pod).equals(uid);
    }

    @Override
    public void install(Fence fence, int nodeId, KafkaVersion version) {
        NodeSet set = set(nodeId);
        asking(
                nodeId,
                "install " + version + " on",
                () -> sets.edit(set, nodeId, fence, template -> template.image(settings.image.apply(version))));
    }

    @Override
    public void applyConfig(Fence fence, int nodeId, ConfigChange change) {
        NodeSet set = set(nodeId);
        asking(nodeId, "configure", () -> sets.edit(set, nodeId, fence, template -> template.apply(change)));
    }

    /** Kubernetes starts the pod; this deletes one that does not run and is not what is wanted, and waits. */
    @Override
    public void start(Fence fence, int nodeId) {
        NodeSet set = set(nodeId);
        asking(nodeId, "start", () -> {
            sets.own(set, nodeId, fence);
            @Nullable Pod stuck = pod(set, nodeId);
            if (stuck != null && !hasStarted(stuck) && !isWanted(set, nodeId, stuck)) {
                delete(set, nodeId, uid(stuck), 1);
            }
            boolean started = await(nodeId, settings.startTimeout, () -> {
                @Nullable Pod pod = pod(set, nodeId);
                return pod != null && hasStarted(pod);
            });
            if (!started) {
                throw new LifecycleException(
                        nodeId,
                        "Node " + nodeId + " did not start within " + settings.startTimeout + ": "
                                + status(nodeId).describe() + ". See the events of pod " + set.pod(nodeId) + ".",
                        null);
            }
        });
    }

    private boolean isWanted(NodeSet set, int nodeId, Pod pod) {
        Template wanted = sets.template(set, nodeId);
        return Template.of(pod.getSpec(), settings.container)
                .filter(wanted::isLike)
                .isPresent();
    }

    private boolean hasStarted(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && container(pod)
                        .map(ContainerStatus::getState)
                        .filter(state -> state.getRunning() != null)
                        .isPresent();
    }

    @Override
    public Observed<List<String>> loggedErrors(int nodeId) {
        NodeSet set = set(nodeId);
        try {
            String log = client.pods()
                    .inNamespace(set.namespace())
                    .withName(set.pod(nodeId))
                    .inContainer(settings.container)
                    .getLog();
            List<String> errors =
                    log.lines().filter(line -> ERROR.matcher(line).find()).toList();
            return Observed.present(List.copyOf(errors.subList(Math.max(0, errors.size() - LINES), errors.size())));
        } catch (KubernetesClientException e) {
            return Observed.unavailable(
                    new Gap("log of pod " + set.pod(nodeId), Gap.Kind.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private NodeSet set(int nodeId) {
        Map.@Nullable Entry<Integer, NodeSet> found = settings.sets.floorEntry(nodeId);
        if (found == null) {
            throw new IllegalArgumentException("There is no node " + nodeId + "; given were " + settings.sets.values());
        }
        NodeSet set = found.getValue();
        @Nullable StatefulSet declared = sets.find(set);
        int replicas = declared == null ? Integer.MAX_VALUE : declared.getSpec().getReplicas();
        if (nodeId - set.firstNodeId() >= replicas) {
            throw new IllegalArgumentException("There is no node " + nodeId + ": " + set.describe() + " has " + replicas
                    + " pods, from node " + set.firstNodeId() + " on.");
        }
        return set;
    }

    private @Nullable Pod pod(NodeSet set, int nodeId) {
        return client.pods()
                .inNamespace(set.namespace())
                .withName(set.pod(nodeId))
                .get();
    }

    private Optional<ContainerStatus> container(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(one -> settings.container.equals(one.getName()))
                .findFirst();
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private static Optional<KafkaVersion> version(String image) {
        try {
            return Optional.of(KafkaVersion.of(image.substring(image.lastIndexOf(':') + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean await(int nodeId, Duration atMost, BooleanSupplier condition) {
        long deadline = time.nanos() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (time.nanos() - deadline >= 0) {
                return false;
            }
            try {
                time.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LifecycleException(nodeId, "Interrupted while waiting for node " + nodeId + ".", e);
            }
        }
        return true;
    }

    private static void asking(int nodeId, String what, Runnable act) {
        try {
            act.run();
        } catch (KubernetesClientException e) {
            throw new LifecycleException(
                    nodeId,
                    "Did not " + what + " node " + nodeId + ": the API server said " + e.getMessage()
                            + ". Look at the node's status, then resume.",
                    e);
        }
    }
}
