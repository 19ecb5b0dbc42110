// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.journal.JournalException;
import io.quorate.reassignment.journal.JournalOwnershipException;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.throttle.HeldRate.Rates;
import io.quorate.reassignment.throttle.ThrottleGateway.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A replication throttle that is taken for the length of a run. What the throttle configs were before is written to a
 * journal before the first change, and restored at the end: values that others had set come back, values that nobody had set
 * are deleted, entries that others add or remove meanwhile stay as they made them.
 *
 * <p>Only configs of the topics and brokers themselves are changed. A default for the whole cluster (broker {@code ""}) stays
 * as it is; it does not count while the lease holds a rate on a broker, and counts again afterwards.
 *
 * <p>Entries are added to a list of replicas and taken from it by the controller, one by one, so that what others add in the
 * same moment stays. Two things cannot be done so: a list that becomes {@code *}, or stops being it, is written as a whole;
 * and a list that nobody had set before is deleted at the end. What somebody adds between our last look and that is lost.
 *
 * <p>Thread-safe: calls wait for each other, and for the cluster.
 */
public final class ThrottleLease {
    private static final DataRate LOWEST = DataRate.ofMegabytesPerSecond(1);

    /** So many of those that were right at the last look are looked at again in one renewal, the others in their turn. */
    private static final int SETTLED_IN_ONE_LOOK = 100;

    private final ThrottleGateway gateway;
    private final JournalSession journal;
    private final DataRate lowest;
    private final Rates rates;
    private final HeldConfigs configs;
    private final LeaseReport report = new LeaseReport();
    private final Set<ConfigResource> turn = new LinkedHashSet<>();
    private List<InFlightMove> moves = List.of();
    private Set<Integer> movingLogDirs = Set.of();
    private Set<Integer> online = Set.of();
    private boolean taken;

    private ThrottleLease(Builder builder) {
        this.gateway = builder.gateway;
        this.journal = builder.journal;
        this.lowest = builder.lowest;
        this.rates = new Rates(builder.rate);
        this.configs = new HeldConfigs(rates);
        configs.resume(journal);
    }

    /**
     * Prepares a lease. Changes nothing yet. If the journal tells of an earlier lease of the same plan that was not released,
     * this one goes on where that one ended, with its pre-images.
     *
     * @param gateway the configs of the cluster
     * @param journal where the pre-images are written
     * @param rate how much each broker may send, and how much receive
     * @return a builder
     */
    public static Builder builder(ThrottleGateway gateway, JournalSession journal, DataRate rate) {
        return new Builder(gateway, journal, rate);
    }

    /**
     * Restores what an earlier lease of the plan changed and did not restore, and does nothing if there is nothing. Call it for
     * every {@link io.quorate.reassignment.journal.ReassignmentJournal#unfinished unfinished} plan.
     *
     * @param gateway the configs of the cluster
     * @param journal what is written about the plan
     * @param onlineBrokers the brokers that are alive
     * @return how far it came, as {@link #release} says
     */
    public static ThrottleStatus restore(ThrottleGateway gateway, JournalSession journal, Set<Integer> onlineBrokers) {
        return builder(gateway, journal, LOWEST).build().release(onlineBrokers);
    }

    /**
     * Makes the throttle fit what is copied: lists the replicas of these moves and no others of ours, sets the rate on their
     * brokers, and sets again what somebody has reverted. Call it with what is in flight and what is going to be submitted next
     * before you submit, and at each poll.
     *
     * @param moves all that is in flight or is going to be
     * @param onlineBrokers the brokers that are alive; the others are not asked, and are set when they are back
     * @return how it stands; do not submit a move that it does not {@link ThrottleStatus#covers cover}
     * @throws JournalException if the pre-image could not be written; what it belongs to was not changed
     * @throws JournalOwnershipException if somebody else owns the journal by now; nothing was changed
     * @throws ThrottleUnsupportedException if the brokers are older than Kafka 2.3; nothing was changed
     */
    public synchronized ThrottleStatus renew(Collection<InFlightMove> moves, Set<Integer> onlineBrokers) {
        this.moves = List.copyOf(moves);
        this.online = Set.copyOf(onlineBrokers);
        this.taken = true;
        return renew();
    }

    /**
     * Makes the throttle fit what is moved between log dirs of brokers, as {@link #renew(Collection, Set)} does for what is
     * copied between brokers: each gets the rate for that, too ({@code replica.alter.log.dirs.io.max.bytes.per.second}).
     *
     * @param brokers those that are going to move replicas between their log dirs
     * @param onlineBrokers the brokers that are alive
     * @return how it stands; begin nothing on brokers that are missing
     * @throws JournalException if the pre-image could not be written; what it belongs to was not changed
     */
    public synchronized ThrottleStatus renewLogDirs(Collection<Integer> brokers, Set<Integer> onlineBrokers) {
        this.movingLogDirs = Set.copyOf(brokers);
        return renew(moves, onlineBrokers);
    }

    private ThrottleStatus renew() {
        SortedMap<String, ThrottledReplicas> listed = ThrottledReplicas.of(moves);
        Set<ConfigResource> resources = new LinkedHashSet<>();
        listed.keySet().forEach(topic -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic)));
        ThrottledReplicas.brokers(moves)
                .forEach(id -> resources.add(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id))));
        movingLogDirs.forEach(id -> resources.add(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id))));
        resources.addAll(configs.owed());
        // Those that are held already: whether they are settled depends on what they shall be now.
        configs.list(listed);
        configs.need(ThrottledReplicas.brokers(moves), movingLogDirs);
        Reading reading = gateway.read(inTurn(reachable(resources)));
        LeaseChange change = new LeaseChange(gateway, journal);
        reading.found().forEach(configs::take);
        configs.list(listed);
        configs.need(ThrottledReplicas.brokers(moves), movingLogDirs);
        reading.found().forEach((resource, current) -> hold(resource, current, change));
        unread(reading, listed.keySet());
        report.missing(change.apply());
        return report.status();
    }

    private void hold(ConfigResource resource, Map<String, String> current, LeaseChange change) {
        for (HeldConfig config : configs.of(resource)) {
            String key = config.key();
            HeldConfig.Look look = config.look(Optional.ofNullable(current.get(key)));
            Optional<String> wanted = config.wanted();
            if (look.isReverted()) {
                report.happened(new ThrottleEvent.Reasserted(resource, key, look.value(), config.reverted()));
            }
            if (config.needs(wanted, look)) {
                if (config instanceof HeldList list && list.needsWidening()) {
                    report.happened(new ThrottleEvent.Widened(resource, key, list.size()));
                }
                change.hold(config, wanted, look, rates);
            }
        }
    }

    /** A topic that is gone has no throttle any more; anything else that does not answer is tried again. */
    private void unread(Reading reading, Set<String> needed) {
        reading.failed().forEach((resource, error) -> {
            if (error instanceof UnknownTopicOrPartitionException && !needed.contains(resource.name())) {
                LeaseChange.restored(journal, configs.owed(resource));
            } else {
                report.missing(Map.of(resource, error));
                configs.of(resource).forEach(HeldConfig::lostSight);
            }
        });
    }

    private List<ConfigResource> reachable(Collection<ConfigResource> resources) {
        List<ConfigResource> reachable = new ArrayList<>();
        for (ConfigResource resource : resources) {
            if (resource.type() == ConfigResource.Type.BROKER && !online.contains(Integer.valueOf(resource.name()))) {
                report.missing(resource, LeaseReport.OFFLINE);
            } else {
                reachable.add(resource);
            }
        }
        return reachable;
    }

    /** Leaves out what was right the last time and has not its turn, so that a big cluster is not read whole at each poll. */
    private List<ConfigResource> inTurn(List<ConfigResource> resources) {
        Set<ConfigResource> look = new LinkedHashSet<>(resources);
        Set<ConfigResource> settled = new LinkedHashSet<>(resources);
        settled.removeIf(resource -> !configs.isSettled(resource));
        look.removeAll(settled);
        turn.retainAll(settled);
        settled.removeAll(turn);
        turn.addAll(settled);
        for (int i = Math.min(turn.size(), SETTLED_IN_ONE_LOOK); i > 0; i--) {
            ConfigResource next = turn.iterator().next();
            turn.remove(next);
            turn.add(next);
            look.add(next);
        }
        return List.copyOf(look);
    }

    /**
     * Changes the rate, at once on all brokers that have it. Brokers that cannot be reached get it at a later renewal.
     *
     * @param rate how much each broker may send, and how much receive
     * @return how it stands
     * @throws IllegalArgumentException if it is lower than the lowest rate
     * @throws JournalException if the rate could not be written to the journal; it was not changed
     */
    public synchronized ThrottleStatus changeRate(DataRate rate) {
        rates.change(atLeast(lowest, rate));
        return taken ? renew() : new ThrottleStatus(Map.of(), List.of());
    }

    /**
     * Returns the rate.
     *
     * @return how much each broker may send, and how much receive
     */
    public synchronized DataRate rate() {
        return rates.current();
    }

    /**
     * Restores everything that the lease changed. What cannot be reached, such as a broker that is down, stays in the journal as
     * owed: call this again when it is back, or {@link #restore} in another process. Kafka applies a restored rate at once.
     *
     * <p>After a release that is complete, {@link #renew} takes a new lease.
     *
     * @param onlineBrokers the brokers that are alive; the others are not asked
     * @return what is still owed, if anything
     */
    public synchronized ThrottleStatus release(Set<Integer> onlineBrokers) {
        moves = List.of();
        movingLogDirs = Set.of();
        taken = false;
        online = Set.copyOf(onlineBrokers);
        configs.list(new TreeMap<>());
        Reading reading = gateway.read(reachable(configs.owed()));
        LeaseChange change = new LeaseChange(gateway, journal);
        List<HeldConfig> restored = new ArrayList<>();
        reading.found().forEach((resource, current) -> {
            for (HeldConfig config : configs.owed(resource)) {
                HeldConfig.Look look = config.look(Optional.ofNullable(current.get(config.key())));
                if (config.needs(config.others(), look)) {
                    change.set(config, config.others(), look);
                }
                restored.add(config);
            }
        });
        unread(reading, Set.of());
        Map<ConfigResource, KafkaException> failed = change.apply();
        report.missing(failed);
        restored.removeIf(config -> failed.containsKey(config.resource()));
        restored.stream()
                .filter(HeldConfig::isOthersWish)
                .forEach(config -> report.happened(
                        new ThrottleEvent.LeftToOthers(config.resource(), config.key(), config.others())));
        LeaseChange.restored(journal, restored);
        return report.status();
    }

    private static DataRate atLeast(DataRate lowest, DataRate rate) {
        if (rate.compareTo(lowest) < 0) {
            throw new IllegalArgumentException("Did not set a throttle of " + rate + ": it is lower than " + lowest
                    + ", and replicas that are written to faster than that never catch up. Take a higher rate, or set"
                    + " lowestRate if you know how much is written.");
        }
        return rate;
    }

    /** What a lease needs. */
    public static final class Builder {
        private final ThrottleGateway gateway;
        private final JournalSession journal;
        private final DataRate rate;
        private DataRate lowest = LOWEST;

        private Builder(ThrottleGateway gateway, JournalSession journal, DataRate rate) {
            this.gateway = Objects.requireNonNull(gateway, "gateway");
            this.journal = Objects.requireNonNull(journal, "journal");
            this.rate = Objects.requireNonNull(rate, "rate");
        }

        /**
         * Sets the rate below which no throttle is set. A throttle that is slower than what producers write never lets a replica
         * catch up.
         *
         * @param rate the lowest rate. If not set, 1 MB/s.
         * @return this
         */
        public Builder lowestRate(DataRate rate) {
            this.lowest = rate;
            return this;
        }

        /**
         * Reads the journal and returns the lease.
         *
         * @return a lease that has changed nothing yet
         * @throws IllegalArgumentException if the rate is lower than the lowest rate
         */
        public ThrottleLease build() {
            atLeast(lowest, rate);
            return new ThrottleLease(this);
        }
    }
}
