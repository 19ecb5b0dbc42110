// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentListener;
import io.quorate.reassignment.progress.ReassignmentPhase;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners in order, on the thread of the run, and keeps what {@code progress()} and the report at the end show.
 */
final class Teller {
    private static final Logger LOGGER = LoggerFactory.getLogger(Teller.class);

    /** A curve of so many points is smooth; a run of weeks must not fill the heap. */
    private static final int MOST_SAMPLES = 500;

    private final ReassignmentListener listener;
    private final List<ReassignmentProgress> timeline = new ArrayList<>();
    private List<String> holding = List.of();
    private int every = 1;
    private int offered;
    private volatile ReassignmentPhase phase = ReassignmentPhase.PREPARING;
    private volatile @Nullable ReassignmentProgress last;

    Teller(ReassignmentListener listener) {
        this.listener = listener;
    }

    void tell(ReassignmentEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("event", event.describe())
                    .setCause(e)
                    .log("A listener failed; the run goes on");
        }
    }

    void enter(ReassignmentPhase next) {
        if (next != phase) {
            phase = next;
            ReassignmentProgress before = last;
            if (before != null) {
                last = entered(before, next);
            }
            tell(new ReassignmentEvent.PhaseChanged(next));
        }
    }

    /** Who asks between two looks is told what the run is at now, and no time that is left when it is over. */
    private static ReassignmentProgress entered(ReassignmentProgress before, ReassignmentPhase phase) {
        return new ReassignmentProgress(
                before.at(),
                phase,
                before.moves(),
                before.copied(),
                before.settled() == before.total() ? Optional.empty() : before.eta(),
                before.brokers(),
                before.inFlight());
    }

    ReassignmentPhase phase() {
        return phase;
    }

    /** Tells only when it has changed. */
    void holding(List<String> reasons) {
        if (!reasons.equals(holding)) {
            holding = List.copyOf(reasons);
            tell(new ReassignmentEvent.Holding(holding));
        }
    }

    void advanced(ReassignmentProgress progress) {
        ReassignmentProgress before = last;
        last = progress;
        sample(progress);
        if (before == null
                || !before.moves().equals(progress.moves())
                || before.copied().bytes() != progress.copied().bytes()) {
            tell(new ReassignmentEvent.Advanced(progress));
        }
    }

    private void sample(ReassignmentProgress progress) {
        if (offered++ % every == 0) {
            // Without the partitions: the curve does not show them.
            timeline.add(new ReassignmentProgress(
                    progress.at(),
                    progress.phase(),
                    progress.moves(),
                    progress.copied(),
                    progress.eta(),
                    progress.brokers(),
                    List.of()));
            if (timeline.size() == MOST_SAMPLES) {
                for (int i = MOST_SAMPLES - 1; i > 0; i -= 2) {
                    timeline.remove(i);
                }
                every *= 2;
            }
        }
    }

    Optional<ReassignmentProgress> last() {
        return Optional.ofNullable(last);
    }

    List<ReassignmentProgress> timeline() {
        return List.copyOf(timeline);
    }
}
