// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which nodes a builder was told of, in one way or another. Pure. */
record ClusterShape(
        List<NodeSpec> explicit,
        @Nullable Integer nodes,
        @Nullable Integer brokers,
        @Nullable Integer controllers,
        List<String> racks) {
    private static final int FIRST_BROKER = 1;
    private static final int FIRST_CONTROLLER = 101;
    private static final int DEFAULT_NODES = 3;

    List<NodeSpec> nodes(Layout layout) {
        return inRacks(placed(layout));
    }

    private List<NodeSpec> placed(Layout layout) {
        if (!explicit.isEmpty()) {
            failIfSet("node(...)", nodes, brokers, controllers);
            return explicit;
        }
        if (layout == Layout.ZOOKEEPER) {
            failIfSet("Layout.ZOOKEEPER", brokers, controllers);
            return range(FIRST_BROKER, nodes).mapToObj(NodeSpec::broker).toList();
        }
        if (layout == Layout.COMBINED) {
            failIfSet("Layout.COMBINED", brokers, controllers);
            return range(FIRST_BROKER, nodes).mapToObj(NodeSpec::combined).toList();
        }
        failIfSet("Layout.SEPARATE", nodes);
        return Stream.concat(
                        range(FIRST_BROKER, brokers).mapToObj(NodeSpec::broker),
                        range(FIRST_CONTROLLER, controllers).mapToObj(NodeSpec::controller))
                .toList();
    }

    private static void failIfSet(String with, @Nullable Integer... counts) {
        if (Stream.of(counts).anyMatch(count -> count != null)) {
            throw new IllegalArgumentException(
                    "The shape of the cluster is told twice: nodes(n) is for Layout.COMBINED and ZOOKEEPER,"
                            + " brokers(n) and controllers(n) are for Layout.SEPARATE, node(...) stands alone; seen was one of the"
                            + " others with " + with);
        }
    }

    private static IntStream range(int first, @Nullable Integer count) {
        return IntStream.range(first, first + (count == null ? DEFAULT_NODES : count));
    }

    private List<NodeSpec> inRacks(List<NodeSpec> placed) {
        if (racks.isEmpty()) {
            return placed;
        }
        List<NodeSpec> result = new ArrayList<>();
        int next = 0;
        for (NodeSpec node : placed) {
            boolean open = node.isBroker() && node.rack().isEmpty();
            result.add(open ? node.withRack(racks.get(next++ % racks.size())) : node);
        }
        return result;
    }
}
