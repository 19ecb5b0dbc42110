// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/** Nodes by their distance, the nearest first, those of one distance in the order in which they came (Dial's buckets). */
final class NodeQueue {
    private static final int END = -1;

    private final int offset;
    private final int[] head;
    private final int[] tail;
    private final int[] next;
    private final int[] previous;
    private final int[] bucketOf;
    private int lowest;

    /** For distances between -range and range. */
    NodeQueue(int nodes, int range) {
        this.offset = range;
        this.head = new int[2 * range + 1];
        this.tail = new int[2 * range + 1];
        this.next = new int[nodes];
        this.previous = new int[nodes];
        this.bucketOf = new int[nodes];
        clear();
    }

    void clear() {
        Arrays.fill(head, END);
        Arrays.fill(tail, END);
        Arrays.fill(bucketOf, END);
        lowest = head.length;
    }

    /** Adds a node, or moves it if it is there. */
    void put(int node, int distance) {
        if (bucketOf[node] != END) {
            unlink(node);
        }
        int bucket = distance + offset;
        bucketOf[node] = bucket;
        next[node] = END;
        previous[node] = tail[bucket];
        if (tail[bucket] == END) {
            head[bucket] = node;
        } else {
            next[tail[bucket]] = node;
        }
        tail[bucket] = node;
        lowest = Math.min(lowest, bucket);
    }

    /** Takes the nearest node, or -1 if there is none. */
    int poll() {
        while (lowest < head.length && head[lowest] == END) {
            lowest++;
        }
        if (lowest == head.length) {
            return END;
        }
        int node = head[lowest];
        unlink(node);
        return node;
    }

    private void unlink(int node) {
        int bucket = bucketOf[node];
        if (previous[node] == END) {
            head[bucket] = next[node];
        } else {
            next[previous[node]] = next[node];
        }
        if (next[node] == END) {
            tail[bucket] = previous[node];
        } else {
            previous[next[node]] = previous[node];
        }
        bucketOf[node] = END;
    }
}
