// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle.kubernetes;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.LifecycleException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and changes StatefulSets; a change is refused by the API server if another one came between, and made again. */
final class StatefulSets {
    private static final Pattern FENCE = Pattern.compile("(.+)/([0-9]{1,18})");
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 10;

    private final KubernetesClient client;
    private final String container;

    StatefulSets(KubernetesClient client, String container) {
        this.client = client;
        this.container = container;
    }

    @Nullable
    StatefulSet find(NodeSet set) {
        return client.apps()
                .statefulSets()
                .inNamespace(set.namespace())
                .withName(set.name())
                .get();
    }

    Template template(NodeSet set, int nodeId) {
        return template(get(set, nodeId), set, nodeId);
    }

    private StatefulSet get(NodeSet set, int nodeId) {
        @Nullable StatefulSet found = find(set);
        if (found == null) {
            throw new LifecycleException(
                    nodeId, "There is no " + set.describe() + " for node " + nodeId + ". See how it is called.", null);
        }
        return found;
    }

    private Template template(StatefulSet found, NodeSet set, int nodeId) {
        return Template.of(found.getSpec().getTemplate().getSpec(), container)
                .orElseThrow(() -> new LifecycleException(
                        nodeId,
                        set.describe() + " has no container " + container + ". Name the one that runs Kafka.",
                        null));
    }

    void own(NodeSet set, int nodeId, Fence fence) {
        edit(set, nodeId, fence, template -> {});
    }

    void edit(NodeSet set, int nodeId, Fence fence, Consumer<Template> change) {
        for (int attempt = 1; ; attempt++) {
            StatefulSet before = get(set, nodeId);
            StatefulSet after = new StatefulSetBuilder(before).build();
            check(before, set, nodeId, fence);
            annotate(after, fence);
            change.accept(template(after, set, nodeId));
            if (after.equals(before)) {
                return;
            }
            try {
                client.resource(after).lockResourceVersion().update();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void check(StatefulSet found, NodeSet set, int nodeId, Fence fence) {
        Matcher owner = FENCE.matcher(annotations(found).getOrDefault(KubernetesLifecycle.OWNER, ""));
        if (owner.matches()) {
            Fence seen = new Fence(owner.group(1), Math.max(1, Long.parseLong(owner.group(2))));
            if (seen.token() > fence.token() || (seen.token() == fence.token() && !seen.equals(fence))) {
                throw new FencedException(nodeId, fence, seen);
            }
        }
        String strategy = Optional.ofNullable(found.getSpec().getUpdateStrategy())
                .map(any -> any.getType())
                .orElse("RollingUpdate");
        if (!"OnDelete".equals(strategy)) {
            throw new LifecycleException(
                    nodeId,
                    "Did not touch node " + nodeId + ": " + set.describe() + " has updateStrategy " + strategy
                            + ", so Kubernetes would restart its pods by itself. Set it to OnDelete.",
                    null);
        }
    }

    private static void annotate(StatefulSet set, Fence fence) {
        Map<String, String> annotations = new HashMap<>(annotations(set));
        annotations.put(KubernetesLifecycle.OWNER, fence.toString());
        set.getMetadata().setAnnotations(annotations);
    }

    private static Map<String, String> annotations(StatefulSet set) {
        return Optional.ofNullable(set.getMetadata().getAnnotations()).orElse(Map.of());
    }
}
