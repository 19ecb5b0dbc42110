// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread for each node of a wave: a controlled shutdown takes seconds, and they can share them. */
final class ThreadCrew implements RunContext.Crew {
    @Override
    public void all(List<Runnable> tasks) {
        if (tasks.size() <= 1) {
            tasks.forEach(Runnable::run);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), task -> {
            Thread thread = new Thread(task, "quorate-upgrade-node");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            await(running);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for all of them, also when one failed: nothing is done behind the run's back. */
    private static void await(List<Future<?>> running) {
        RuntimeException first = null;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                RuntimeException cause = e.getCause() instanceof RuntimeException found
                        ? found
                        : new IllegalStateException("A node's turn ended with an error of its own", e.getCause());
                first = first == null ? cause : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Halt(
                        io.quorate.upgrade.progress.UpgradeResult.Outcome.DETACHED,
                        "This process let go of the run. Start the same plan again soon: nodes may be down.");
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
