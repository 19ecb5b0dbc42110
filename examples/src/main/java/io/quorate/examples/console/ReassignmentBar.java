// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.console;

import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentListener;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Draws how far a reassignment is: a bar that moves where somebody looks at a terminal, a line for each tenth where the
 * output goes to a file.
 */
public final class ReassignmentBar implements ReassignmentListener {
    private static final int WIDTH = 30;
    private static final double MEBIBYTE = 1 << 20;

    private final PrintStream out;
    private final boolean moving;
    private int drawn;
    private int tenths = -1;

    /**
     * Makes a bar.
     *
     * @param out where to draw
     */
    @SuppressWarnings("SystemConsoleNull") // Main sets jdk.console=java.base, which keeps it null where nobody looks
    public ReassignmentBar(PrintStream out) {
        this.out = out;
        this.moving = System.console() != null;
    }

    @Override
    public void onEvent(ReassignmentEvent event) {
        if (event instanceof ReassignmentEvent.Advanced advanced) {
            draw(advanced.progress());
        } else if (event instanceof ReassignmentEvent.Holding
                || event instanceof ReassignmentEvent.DestinationLost
                || event instanceof ReassignmentEvent.Stalled
                || event instanceof ReassignmentEvent.WedgeFound
                || event instanceof ReassignmentEvent.ThrottleNoticed) {
            erase();
            out.println("  " + event.describe());
        } else if (event instanceof ReassignmentEvent.Ended) {
            erase();
        }
    }

    private void draw(ReassignmentProgress progress) {
        int now = (int) Math.floor(progress.fraction() * 10);
        if (moving) {
            erase();
            String line = line(progress);
            out.print(line);
            out.flush();
            drawn = line.length();
        } else if (now > tenths) {
            tenths = now;
            out.println(line(progress));
        }
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private static String line(ReassignmentProgress progress) {
        int full = (int) Math.round(progress.fraction() * WIDTH);
        return String.format(
                Locale.ROOT,
                "  [%s%s] %3.0f %%  %.1f of %.1f MiB, %.1f MiB/s, %d of %d partitions%s",
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                Math.floor(progress.fraction() * 100),
                progress.copied().bytes() / MEBIBYTE,
                progress.copied().bytesTotal() / MEBIBYTE,
                progress.copied().bytesPerSecond() / MEBIBYTE,
                progress.count(MoveState.DONE),
                progress.total(),
                progress.eta().map(ReassignmentBar::left).orElse(""));
    }

    private static String left(Duration eta) {
        return ", about " + eta.toSeconds() + " s left";
    }
}
