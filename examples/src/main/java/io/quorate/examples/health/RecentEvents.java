// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.health;

import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthListener;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last events as lines, the newest first. Thread-safe. */
final class RecentEvents implements HealthListener {
    private static final int KEPT = 30;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Deque<String> lines = new ArrayDeque<>();

    @Override
    public synchronized void onEvent(HealthEvent event) {
        lines.addFirst(CLOCK.format(event.at()) + "  " + event.describe());
        if (lines.size() > KEPT) {
            lines.removeLast();
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
