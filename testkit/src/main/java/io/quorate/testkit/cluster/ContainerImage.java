// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaRelease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which image the containers of a cluster are made from. */
record ContainerImage(String name, boolean official) {
    static final String PROPERTY = "quorate.testkit.image";

    private static final String OFFICIAL = "apache/kafka";

    /** The one that was chosen, or that of the system property, or the official one; with the release as its tag if it has none. */
    static ContainerImage of(@Nullable String chosen, KafkaRelease release) {
        String name = chosen != null ? chosen : System.getProperty(PROPERTY, OFFICIAL);
        return new ContainerImage(hasTag(name) ? name : name + ":" + release, name.equals(OFFICIAL));
    }

    private static boolean hasTag(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.contains(":") || last.contains("@");
    }

    Optional<String> problem(KafkaRelease release) {
        return official && !release.isAtLeast(3, 7)
                ? Optional.of("There is no official image of Kafka " + release
                        + ": the first is 3.7.0. Use it or a later one," + " or name an image with image(...)")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
