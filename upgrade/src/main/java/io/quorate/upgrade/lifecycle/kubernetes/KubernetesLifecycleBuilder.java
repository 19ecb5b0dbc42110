// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quorate.time.Time;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link KubernetesLifecycle}.
 *
 * <p>Not thread-safe.
 */
public final class KubernetesLifecycleBuilder {
    final KubernetesClient client;
    final NavigableMap<Integer, NodeSet> sets = new TreeMap<>();
    String container = "kafka";
    Function<KafkaVersion, String> image = version -> "apache/kafka:" + version;
    Duration startTimeout = Duration.ofMinutes(5);
    Time time = Time.system();
    private final String namespace;

    KubernetesLifecycleBuilder(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Adds a StatefulSet with {@code updateStrategy: OnDelete}. If not set, {@link #build()} fails.
     *
     * @param name its name
     * @param firstNodeId {@code node.id} of its pod with ordinal 0; the others follow
     * @return this
     * @throws IllegalArgumentException if another one begins at that id
     */
    public KubernetesLifecycleBuilder statefulSet(String name, int firstNodeId) {
        @Nullable NodeSet before = sets.putIfAbsent(firstNodeId, new NodeSet(namespace, name, firstNodeId));
        if (before != null && !before.name().equals(name)) {
            throw new IllegalArgumentException(
                    "StatefulSet " + name + " cannot begin at node " + firstNodeId + ": " + before.name() + " does.");
        }
        return this;
    }

    /**
     * Sets the name of the container that runs Kafka. If not set, {@code kafka}.
     *
     * @param name its name in the pod
     * @return this
     */
    public KubernetesLifecycleBuilder container(String name) {
        container = name;
        return this;
    }

    /**
     * Sets which image is which release. If not set, {@code apache/kafka:<release>}.
     *
     * @param newImage makes the name of an image; its tag has to be the release, from which it is told back
     * @return this
     */
    public KubernetesLifecycleBuilder image(Function<KafkaVersion, String> newImage) {
        image = newImage;
        return this;
    }

    /**
     * Sets how long a new pod may take until its container runs: to be scheduled, to pull the image. If not set, 5 minutes.
     *
     * @param timeout how long
     * @return this
     */
    public KubernetesLifecycleBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /** Waits by another clock. */
    KubernetesLifecycleBuilder time(Time other) {
        time = other;
        return this;
    }

    /**
     * Makes the lifecycle. Asks the API server nothing.
     *
     * @return the lifecycle
     * @throws IllegalStateException if no StatefulSet was added
     */
    public KubernetesLifecycle build() {
        if (sets.isEmpty()) {
            throw new IllegalStateException("A lifecycle in Kubernetes needs statefulSet(...) at least once.");
        }
        return new KubernetesLifecycle(this);
    }
}
