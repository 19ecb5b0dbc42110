// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

/** What every pod gets. */
record PodSettings(String namespace, String storage, int memoryMebibytes, int milliCpus) {
    private static final int MOST_HEAP = 6144;

    /** A quarter: what brokers read comes from the page cache. */
    int heapMebibytes() {
        return Math.min(MOST_HEAP, memoryMebibytes / 4);
    }
}
