// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The named daemon threads of one side of a workload. None of them ends unseen. */
final class LoadThreads {
    private final LoadContext context;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> crashed = new ArrayList<>();

    LoadThreads(LoadContext context) {
        this.context = context;
    }

    void start(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        context.failed(name, "running its thread, which ended", e);
                        synchronized (crashed) {
                            crashed.add(name + " ended early: " + e);
                        }
                    }
                },
                "quorate-load-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Waits for all of them, for the given time in all, and returns what is wrong with those that did not end well. */
    List<String> join(Duration timeout) throws InterruptedException {
        long deadline = context.time().nanos() + timeout.toNanos();
        for (Thread thread : threads) {
            long left = Duration.ofNanos(deadline - context.time().nanos()).toMillis();
            thread.join(Math.max(1, left));
        }
        List<String> problems = new ArrayList<>();
        synchronized (crashed) {
            problems.addAll(crashed);
        }
        threads.stream()
                .filter(Thread::isAlive)
                .forEach(thread -> problems.add(thread.getName() + " did not end within " + timeout));
        return problems;
    }
}
