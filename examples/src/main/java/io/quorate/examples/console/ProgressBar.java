// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.console;

import io.quorate.reassignment.progress.DurabilityEvent;
import io.quorate.reassignment.progress.DurabilityListener;
import java.io.PrintStream;

/**
 * Draws the progress of a run: a bar that moves where somebody looks at a terminal, a line for each finished step where
 * the output goes to a file.
 */
public final class ProgressBar implements DurabilityListener {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean moving;
    private int drawn;

    /**
     * Makes a bar.
     *
     * @param out where to draw
     */
    @SuppressWarnings("SystemConsoleNull") // Main sets jdk.console=java.base, which keeps it null where nobody looks
    public ProgressBar(PrintStream out) {
        this.out = out;
        this.moving = System.console() != null;
    }

    @Override
    public void onEvent(DurabilityEvent event) {
        if (event instanceof DurabilityEvent.StepStarted started) {
            draw(started.position(), 0);
        } else if (event instanceof DurabilityEvent.StepAdvanced advanced) {
            draw(advanced.position(), advanced.progress().fraction());
        } else if (event instanceof DurabilityEvent.StepFinished finished) {
            erase();
            DurabilityEvent.Position at = finished.position();
            out.printf(
                    "  %s %3d %%  %s (%d ms)%n",
                    bar(overall(at, 1)),
                    Math.round(100 * overall(at, 1)),
                    at.step().describe(),
                    finished.took().toMillis());
        }
    }

    private void draw(DurabilityEvent.Position at, double ofStep) {
        if (moving) {
            erase();
            double overall = overall(at, ofStep);
            String line = String.format(
                    "  %s %3d %%  %s",
                    bar(overall), Math.round(100 * overall), at.step().describe());
            out.print(line);
            out.flush();
            drawn = line.length();
        }
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private static double overall(DurabilityEvent.Position at, double ofStep) {
        return (at.number() - 1 + ofStep) / at.of();
    }

    private static String bar(double fraction) {
        int full = (int) Math.round(fraction * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }
}
