// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where volumes are mounted so that each log dir lies below its mount. */
final class MountPaths {
    private MountPaths() {}

    /** One mount for each log dir, the directory above it. */
    static List<String> of(TopologyNode node) {
        List<String> mounts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String dir : node.logDirs()) {
            int slash = dir.lastIndexOf('/');
            String mount = slash > 0 ? dir.substring(0, slash) : "";
            if (mount.isEmpty() || !seen.add(mount)) {
                throw new IllegalArgumentException("Log dirs " + node.logDirs() + " of node " + node.nodeId()
                        + ": each must lie in a directory of its own, which is the mount of its volume, such as"
                        + " /var/lib/kafka-1/data");
            }
            mounts.add(mount);
        }
        return mounts;
    }
}
