// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;

/** What some threads of this JVM have used: those whose names hold one of the given words. */
final class Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<String> words;
    private long cpu;
    private long bytes;

    Meter(String... words) {
        this.words = List.of(words);
        sinceLast();
    }

    /** What they used since the last call. */
    Cost sinceLast() {
        long[] ids = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(this::counts)
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        long cpuNow = Arrays.stream(threads.getThreadCpuTime(ids)).sum();
        long bytesNow = Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
        Cost cost = new Cost((cpuNow - cpu) / 1e6, (bytesNow - bytes) / 1e6);
        cpu = cpuNow;
        bytes = bytesNow;
        return cost;
    }

    private boolean counts(ThreadInfo thread) {
        return thread != null && words.stream().anyMatch(thread.getThreadName()::contains);
    }
}
