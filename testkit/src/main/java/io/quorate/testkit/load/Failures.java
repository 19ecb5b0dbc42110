// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the clients met, folded: one entry per client, operation and class of error, and a bound on the number of entries.
 *
 * <p>Thread-safe.
 */
final class Failures {
    private static final int MAX_ENTRIES = 500;

    private final Map<Key, Seen> seen = new LinkedHashMap<>();

    synchronized void add(String client, String operation, Throwable error, long now) {
        Key key = new Key(client, operation, error.getClass().getSimpleName());
        Seen before = seen.get(key);
        if (before != null) {
            before.count++;
        } else if (seen.size() < MAX_ENTRIES) {
            seen.put(key, new Seen(String.valueOf(error.getMessage()), now));
        }
    }

    synchronized long count() {
        return seen.values().stream().mapToLong(one -> one.count).sum();
    }

    synchronized List<ClientFailure> toList(long startedAt) {
        return seen.entrySet().stream()
                .map(entry -> {
                    Key key = entry.getKey();
                    Seen one = entry.getValue();
                    Duration after = Duration.ofNanos(Math.max(0, one.first - startedAt));
                    return new ClientFailure(key.client, key.operation, key.error, one.message, one.count, after);
                })
                .toList();
    }

    private record Key(String client, String operation, String error) {}

    private static final class Seen {
        private final String message;
        private final long first;
        private long count = 1;

        private Seen(String message, long first) {
            this.message = message;
            this.first = first;
        }
    }
}
