// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle.kubernetes;

/** A StatefulSet whose pod with ordinal 0 is the node {@code firstNodeId}. */
record NodeSet(String namespace, String name, int firstNodeId) {
    String pod(int nodeId) {
        return name + "-" + (nodeId - firstNodeId);
    }

    String describe() {
        return "StatefulSet " + namespace + "/" + name;
    }
}
