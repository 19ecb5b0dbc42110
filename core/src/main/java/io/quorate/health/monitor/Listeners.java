// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners in order. What one throws is logged once for it and disturbs nobody. */
final class Listeners {
    private static final Logger LOGGER = LoggerFactory.getLogger(Listeners.class);

    private final List<HealthListener> all = new CopyOnWriteArrayList<>();
    private final Set<HealthListener> failed = ConcurrentHashMap.newKeySet();
    private long failures;

    void add(HealthListener listener) {
        all.add(Objects.requireNonNull(listener, "listener"));
    }

    void remove(HealthListener listener) {
        all.remove(listener);
        failed.remove(listener);
    }

    /** Called by one thread. */
    void tell(List<HealthEvent> events, HealthSnapshot snapshot) {
        for (HealthListener listener : all) {
            for (HealthEvent event : events) {
                guard(listener, event.describe(), () -> listener.onEvent(event));
            }
            guard(listener, "snapshot", () -> listener.onSnapshot(snapshot));
        }
    }

    long failures() {
        return failures;
    }

    private void guard(HealthListener listener, String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            failures++;
            if (failed.add(listener)) {
                LOGGER.atWarn()
                        .setCause(e)
                        .addKeyValue("event", what)
                        .log("A health listener failed; further failures of it are counted and not logged.");
            }
        }
    }
}
