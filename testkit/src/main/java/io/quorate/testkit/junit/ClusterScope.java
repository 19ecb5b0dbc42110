// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The closest {@link KafkaTest} around a test, and the context that it is on, which owns the cluster: a method, a class, or the
 * class around it.
 */
final class ClusterScope {
    static final Namespace NAMESPACE = Namespace.create(KafkaTestExtension.class);

    private final ExtensionContext owner;
    private final ClusterSettings settings;

    private ClusterScope(ExtensionContext owner, ClusterSettings settings) {
        this.owner = owner;
        this.settings = settings;
    }

    /** Finds the scope of what JUnit runs now; the release, if given, goes before that of the annotation. */
    static ClusterScope around(ExtensionContext context, @Nullable String version) {
        ExtensionContext inDefault = context;
        Optional<ExtensionContext> current = Optional.of(context);
        while (current.isPresent()) {
            ExtensionContext owner = current.get();
            Optional<KafkaTest> asked = AnnotationSupport.findAnnotation(owner.getElement(), KafkaTest.class);
            if (asked.isPresent()) {
                return new ClusterScope(owner, ClusterSettings.of(asked.get(), version));
            }
            if (inDefault.equals(context)
                    && owner.getTestMethod().isEmpty()
                    && KafkaVersionsProvider.isNamedBy(owner)) {
                inDefault = owner;
            }
            current = owner.getParent();
        }
        return new ClusterScope(inDefault, ClusterSettings.of(Defaults.ANNOTATION, version));
    }

    /** Returns the cluster, which is started by whoever asks first, while others wait. */
    SharedCluster cluster() {
        return store().getOrComputeIfAbsent(settings, SharedCluster::new, SharedCluster.class);
    }

    /** Returns the cluster if it was started, and started well. */
    Optional<SharedCluster> clusterIfStarted() {
        try {
            return Optional.ofNullable(store().get(settings, SharedCluster.class));
        } catch (RuntimeException e) {
            // The store repeats the failure of the start, which has been told to the test that met it.
            return Optional.empty();
        }
    }

    private Store store() {
        return owner.getStore(NAMESPACE);
    }

    /** Where the defaults of the annotation are read from, if there is none. */
    @KafkaTest
    private static final class Defaults {
        private static final KafkaTest ANNOTATION = Defaults.class.getAnnotation(KafkaTest.class);
    }
}
