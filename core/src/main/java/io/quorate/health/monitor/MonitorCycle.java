// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.error.OperationInterruptedException;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthCheck;
import io.quorate.health.HealthFinding;
import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.GroupWindows;
import io.quorate.health.probe.ProbeReport;
import io.quorate.internal.Gaps;
import io.quorate.observe.ClusterObservationException;
import io.quorate.observe.Section;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look after another: what to ask, what to keep, what has changed. Used by one thread. */
final class MonitorCycle {
    private static final int REASONS = 3;

    private final ClusterSource source;
    private final MonitorSettings settings;
    private final Time time;
    private final HealthCheck check;
    private final Gate gate;
    private final KeptSections sections;
    private final GroupWindows windows = new GroupWindows();
    private final StateDiffer states = new StateDiffer();
    private final GroupDiffer groups = new GroupDiffer();

    private @Nullable ClusterHealth before;
    private @Nullable Instant lostAt;
    private @Nullable ProbeReport probed;
    private Gap lastSilence = new Gap("cluster", Gap.Kind.NOT_ASKED, "nobody asked");
    private long looks;
    private long unanswered;
    private long skipped;
    private long newClients;

    MonitorCycle(ClusterSource source, MonitorSettings settings) {
        this.source = source;
        this.settings = settings;
        this.time = settings.time();
        this.check = HealthCheck.with(settings.policy());
        this.gate = new Gate(settings.interval(), settings.time());
        this.sections = new KeptSections(settings.ofConfigs(), settings.ofLogDirs());
    }

    /** What was seen, and what has changed since the look before. */
    record Look(HealthSnapshot snapshot, List<HealthEvent> events) {}

    Look look() {
        looks++;
        Instant at = time.now();
        long begun = time.nanos();
        Gate.Permission permission = gate.ask();
        if (permission == Gate.Permission.NOTHING) {
            skipped++;
            return silence(at, Duration.ZERO);
        }
        ClusterState state;
        try {
            if (permission == Gate.Permission.ONE_CHEAP_QUESTION) {
                source.ping();
                gate.answered();
                gate.ask();
            }
            state = read();
            gate.answered();
        } catch (OperationInterruptedException e) {
            gate.givenUp();
            throw e;
        } catch (ClusterObservationException e) {
            return unanswered(e.gap(), e, permission, at, begun);
        } catch (RuntimeException e) {
            return unanswered(Gaps.of("cluster", e), e, permission, at, begun);
        }
        return seen(state, at, begun);
    }

    MonitorCounters counters(long listenerFailures) {
        return new MonitorCounters(looks, unanswered, skipped, newClients, listenerFailures);
    }

    private ClusterState read() {
        Instant now = time.now();
        Set<Section> due = sections.due(now);
        ClusterState read = source.observe(due, topic -> true);
        sections.keep(read, due);
        Set<String> newTopics = sections.newTopics(read);
        if (!due.contains(Section.TOPIC_CONFIGS) && !newTopics.isEmpty()) {
            ClusterState more = source.observe(EnumSet.of(Section.TOPIC_CONFIGS), newTopics::contains);
            sections.addTopicConfigs(read, newTopics, more.topicConfigs());
        }
        Set<Section> ofBrokers = EnumSet.of(Section.BROKER_CONFIGS, Section.LOG_DIRS);
        if (!due.containsAll(ofBrokers) && sections.hasNewBrokers(read)) {
            sections.keep(source.observe(ofBrokers, topic -> false), ofBrokers);
        }
        return sections.complete(read, now);
    }

    private Look seen(ClusterState state, Instant at, long begun) {
        ClusterHealth last = before;
        ClusterHealth health = last == null ? check.check(state) : check.check(state, last);
        List<HealthEvent> events = new ArrayList<>();
        if (lostAt != null) {
            Duration silent = Duration.between(lostAt, at);
            events.add(new HealthEvent.ClusterBack(at, silent.isNegative() ? Duration.ZERO : silent));
            lostAt = null;
        }
        events.addAll(states.differences(state));
        Observed<Map<String, GroupHealth>> seenGroups = settings.withGroups() ? readGroups() : notAsked();
        HealthSnapshot.Builder snapshot = HealthSnapshot.builder(health, at)
                .number(looks)
                .state(state)
                .readAt(sections.readAt(state.observedAt()))
                .groups(seenGroups);
        addProbe(snapshot);
        statusChange(health, at, events);
        events.addAll(groups.differences(seenGroups, at));
        return new Look(snapshot.collectedIn(since(begun)).build(), events);
    }

    private Observed<Map<String, GroupHealth>> readGroups() {
        try {
            return windows.add(source.groups(), time.now());
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            return windows.add(Observed.unavailable(Gaps.of("groups", e)), time.now());
        }
    }

    private static Observed<Map<String, GroupHealth>> notAsked() {
        return Observed.unavailable(new Gap("groups", Gap.Kind.NOT_ASKED, "the monitor was told to leave them out"));
    }

    private void addProbe(HealthSnapshot.Builder snapshot) {
        if ((looks - 1) % settings.probeEvery() == 0) {
            source.probe().ifPresent(report -> probed = report);
        }
        if (probed != null) {
            snapshot.probe(probed);
        }
    }

    private Look unanswered(Gap gap, RuntimeException e, Gate.Permission permission, Instant at, long begun) {
        unanswered++;
        lastSilence = gap;
        gate.silent(e);
        if (permission == Gate.Permission.ONE_CHEAP_QUESTION) {
            // The old client may hold on to addresses that are gone.
            source.renew();
            newClients++;
        }
        return silence(at, since(begun));
    }

    private Look silence(Instant at, Duration took) {
        List<HealthEvent> events = new ArrayList<>();
        if (lostAt == null) {
            lostAt = at;
            events.add(new HealthEvent.ClusterLost(at, lastSilence.describe()));
        }
        ClusterHealth last = before;
        ClusterHealth health = last == null ? ClusterHealth.unreachable(lastSilence, at) : last.lost(lastSilence, at);
        statusChange(health, at, events);
        HealthSnapshot.Builder snapshot = HealthSnapshot.builder(health, at)
                .number(looks)
                .collectedIn(took)
                .groups(Observed.unavailable(lastSilence));
        if (probed != null) {
            snapshot.probe(probed);
        }
        return new Look(snapshot.build(), events);
    }

    private void statusChange(ClusterHealth health, Instant at, List<HealthEvent> events) {
        ClusterHealth last = before;
        before = health;
        if (last != null && last.status() != health.status()) {
            String reasons = health.findings().stream()
                    .filter(finding -> finding.status() == health.status())
                    .limit(REASONS)
                    .map(HealthFinding::what)
                    .collect(Collectors.joining(" "));
            events.add(new HealthEvent.StatusChanged(at, last.status(), health.status(), reasons));
        }
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }
}
