// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.DataRate;
import io.quorate.reassignment.throttle.InFlightMove;
import io.quorate.reassignment.throttle.ThrottleLease;
import io.quorate.reassignment.throttle.ThrottleStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The throttle of a run, if it has one. The rate may be changed by any thread; the cluster hears of it from the thread of
 * the run.
 */
final class ThrottleKeeper {
    private final Function<DataRate, ThrottleLease> leases;
    private final Function<Set<Integer>, ThrottleStatus> restore;
    private final Teller teller;
    private volatile Optional<DataRate> wanted;
    private @Nullable ThrottleLease lease;

    /**
     * Takes no throttle yet.
     *
     * @param rate how fast; empty if nothing is throttled
     * @param leases takes a lease
     * @param restore puts back what an earlier run of the plan may have left, where this one never took a lease
     * @param teller who hears of it
     */
    ThrottleKeeper(
            Optional<DataRate> rate,
            Function<DataRate, ThrottleLease> leases,
            Function<Set<Integer>, ThrottleStatus> restore,
            Teller teller) {
        this.wanted = rate;
        this.leases = leases;
        this.restore = restore;
        this.teller = teller;
    }

    void want(DataRate rate) {
        wanted = Optional.of(rate);
    }

    /** Makes the throttle fit. A run without a rate has none, and everything may be copied. */
    ThrottleStatus renew(Collection<InFlightMove> moves, Set<Integer> online) {
        return renew(held -> held.renew(moves, online));
    }

    /** The same for brokers that move replicas between their log dirs. */
    ThrottleStatus renewLogDirs(Collection<Integer> brokers, Set<Integer> online) {
        return renew(held -> held.renewLogDirs(brokers, online));
    }

    private ThrottleStatus renew(Function<ThrottleLease, ThrottleStatus> renewal) {
        Optional<DataRate> rate = wanted;
        if (rate.isEmpty()) {
            return new ThrottleStatus(Map.of(), List.of());
        }
        ThrottleLease held = lease;
        if (held == null) {
            held = leases.apply(rate.get());
            lease = held;
        }
        if (!held.rate().equals(rate.get())) {
            tell(held.changeRate(rate.get()));
        }
        return tell(renewal.apply(held));
    }

    /** Restores what was before. */
    ThrottleStatus release(Set<Integer> online) {
        ThrottleLease held = lease;
        return tell(held == null ? restore.apply(online) : held.release(online));
    }

    private ThrottleStatus tell(ThrottleStatus status) {
        status.events().forEach(event -> teller.tell(new ReassignmentEvent.ThrottleNoticed(event)));
        return status;
    }
}
