// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigResource;

/** The rate of a broker, for sending, for receiving or for copying between its log dirs. */
final class HeldRate extends HeldConfig {
    private final Rates rates;
    private boolean needed;

    /** The rates that a plan has ever set, shared by all brokers. */
    static final class Rates {
        private final Set<Long> ever = new HashSet<>();
        private DataRate current;

        Rates(DataRate current) {
            this.current = current;
        }

        DataRate current() {
            return current;
        }

        void change(DataRate rate) {
            current = rate;
        }

        /** Tells whether the journal does not know the rate yet. */
        boolean isNew() {
            return !ever.contains(current.bytesPerSecond());
        }

        void journalled(long bytesPerSecond) {
            ever.add(bytesPerSecond);
        }

        boolean isOurs(String value) {
            return ever.stream().anyMatch(rate -> value.equals(String.valueOf(rate)));
        }
    }

    HeldRate(ConfigResource broker, String key, Optional<String> others, Rates rates) {
        super(broker, key, others);
        this.rates = rates;
    }

    @Override
    Optional<String> othersIn(Optional<String> before, Optional<String> current) {
        return current.filter(rates::isOurs).isPresent() ? before : current;
    }

    @Override
    boolean keeps(Optional<String> current, Optional<String> written) {
        return current.equals(written);
    }

    @Override
    boolean same(Optional<String> one, Optional<String> other) {
        return one.equals(other);
    }

    /** Something is going to be copied that it is for. It stays until all is over. */
    void need() {
        needed = true;
    }

    @Override
    void restored() {
        super.restored();
        needed = false;
    }

    @Override
    Optional<String> wanted() {
        if (!needed && !isOwed()) {
            return others();
        }
        return Optional.of(String.valueOf(rates.current().bytesPerSecond()));
    }
}
