// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.time.Time;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunControl;
import java.time.Duration;

/** What somebody outside wants of a run. Any thread may ask; the thread of the run obeys where that is safe. */
final class Control {
    private final Time time;
    private final Duration poll;
    private volatile boolean paused;
    private volatile boolean aborted;
    private volatile boolean detached;
    private volatile boolean approved;

    Control(Time time, Duration poll) {
        this.time = time;
        this.poll = poll;
    }

    Time time() {
        return time;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    void abort() {
        aborted = true;
    }

    void detach() {
        detached = true;
    }

    void approve() {
        approved = true;
    }

    boolean isPaused() {
        return paused;
    }

    /** Every node is up here: this is where a run pauses and aborts. */
    void safePoint(Board board) {
        obey();
        if (paused && !aborted) {
            board.control(RunControl.PAUSED, "until it is resumed");
            while (paused && !aborted) {
                sleep();
            }
            board.control(RunControl.RUNNING, "");
        }
        if (aborted) {
            throw new Halt(Outcome.ABORTED, "Somebody aborted the run. No node is down because of it.");
        }
    }

    /** Waits until somebody approves; every node is up here. */
    void awaitApproval(Board board, String of) {
        board.control(RunControl.AWAITING_APPROVAL, of);
        while (!approved) {
            if (aborted) {
                throw new Halt(Outcome.ABORTED, "Somebody aborted the run instead of approving " + of + ".");
            }
            sleep();
        }
        approved = false;
        board.control(RunControl.RUNNING, "");
    }

    /** Throws if this process is to let go of the run, wherever it is. */
    void obey() {
        if (detached) {
            throw new Halt(
                    Outcome.DETACHED,
                    "This process let go of the run. Start the same plan again soon: nodes may be down.");
        }
    }

    /** Waits for one poll. */
    void sleep() {
        sleep(poll);
    }

    void sleep(Duration duration) {
        obey();
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            // The thread is the run's own, so this is the end of the process.
            Thread.currentThread().interrupt();
            detach();
        }
        obey();
    }
}
