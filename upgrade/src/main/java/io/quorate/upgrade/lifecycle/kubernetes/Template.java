// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.quorate.upgrade.lifecycle.ConfigChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The Kafka container of a pod or of a pod template: its image and its environment. */
final class Template {
    private final Container container;

    private Template(Container container) {
        this.container = container;
    }

    static Optional<Template> of(PodSpec spec, String containerName) {
        return spec.getContainers().stream()
                .filter(one -> containerName.equals(one.getName()))
                .findFirst()
                .map(Template::new);
    }

    String image() {
        return container.getImage();
    }

    void image(String image) {
        container.setImage(image);
    }

    /** Whether a pod made from the other one would be like this. */
    boolean isLike(Template other) {
        return image().equals(other.image()) && environment().equals(other.environment());
    }

    private List<EnvVar> environment() {
        return container.getEnv() == null ? List.of() : container.getEnv();
    }

    void apply(ConfigChange change) {
        List<EnvVar> changed = new ArrayList<>(environment());
        change.unset().forEach(key -> changed.removeIf(one -> variable(key).equals(one.getName())));
        change.set().forEach((key, value) -> {
            EnvVar wanted =
                    new EnvVarBuilder().withName(variable(key)).withValue(value).build();
            int at = changed.stream().map(EnvVar::getName).toList().indexOf(wanted.getName());
            if (at < 0) {
                changed.add(wanted);
            } else {
                changed.set(at, wanted);
            }
        });
        container.setEnv(changed);
    }

    /** As Kafka's own image reads it: the rules of {@code KafkaDockerWrapper}. */
    static String variable(String key) {
        return "KAFKA_"
                + key.replace("_", "__").replace("-", "___").replace(".", "_").toUpperCase(Locale.ROOT);
    }
}
