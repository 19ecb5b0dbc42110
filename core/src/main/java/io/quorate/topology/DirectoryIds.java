// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.common.Uuid;

/** Ids of metadata log dirs that are always the same for the same node of the same cluster. */
final class DirectoryIds {
    private DirectoryIds() {}

    static Uuid of(String clusterId, int nodeId) {
        for (int attempt = 0; ; attempt++) {
            UUID made = UUID.nameUUIDFromBytes((clusterId + "/" + nodeId + "/" + attempt).getBytes(UTF_8));
            Uuid id = new Uuid(made.getMostSignificantBits(), made.getLeastSignificantBits());
            // As Kafka's own: a leading dash would be taken for an option.
            if (!id.toString().startsWith("-")) {
                return id;
            }
        }
    }
}
