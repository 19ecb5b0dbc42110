// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import java.util.Arrays;
import java.util.List;

/**
 * Which racks or brokers copies go from and to. A copy that replaces none comes from where the preferred leader was.
 */
final class Flow {
    private final List<String> names;
    private final boolean ofRacks;
    private final long[][] copies;
    private final long[][] bytes;

    /** {@code names}: what the rows and columns are, in order: racks or brokers. */
    Flow(List<String> names, boolean ofRacks) {
        this.names = names;
        this.ofRacks = ofRacks;
        this.copies = new long[names.size()][names.size()];
        this.bytes = new long[names.size()][names.size()];
    }

    void add(int from, int to, long size) {
        copies[from][to]++;
        bytes[from][to] += size;
    }

    List<String> names() {
        return names;
    }

    boolean ofRacks() {
        return ofRacks;
    }

    long copies(int from, int to) {
        return copies[from][to];
    }

    long bytes(int from, int to) {
        return bytes[from][to];
    }

    /** The most copies that go one way; at least 1. */
    long most() {
        return Math.max(
                1, Arrays.stream(copies).flatMapToLong(Arrays::stream).max().orElse(1));
    }
}
