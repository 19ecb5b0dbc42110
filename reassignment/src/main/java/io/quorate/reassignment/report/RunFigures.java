// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.execute.ReassignmentResult;
import io.quorate.reassignment.execute.ReassignmentResult.Unfinished;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report shows of a run. */
final class RunFigures {
    private static final int MOST_UNFINISHED = 20;

    private final ReassignmentResult result;

    RunFigures(ReassignmentResult result) {
        this.result = result;
    }

    ReassignmentResult result() {
        return result;
    }

    boolean isSuccess() {
        return result.isSuccess();
    }

    /** What has become of it, in a sentence. */
    String outcome() {
        ReassignmentProgress end = result.progress();
        String moves = Numbers.count(end.count(MoveState.DONE)) + " of " + Numbers.counted(end.total(), "partition");
        return switch (result.outcome()) {
            case COMPLETED ->
                "Done in " + time(result.took()) + ", "
                        + Numbers.bytes(end.copied().bytes()) + " copied";
            case INCOMPLETE -> "Ended after " + time(result.took()) + " with " + moves + " done";
            case CANCELLED -> "Cancelled after " + time(result.took()) + ", back to where it began";
            case DRAINED -> "Stopped after " + time(result.took()) + " with " + moves + " done";
            case DETACHED -> "Let go of after " + time(result.took()) + " with " + moves + " done";
            case FAILED -> "Failed after " + time(result.took()) + " with " + moves + " done";
        };
    }

    /** The run on a terminal: the outcome first. */
    String describe() {
        StringBuilder text = new StringBuilder(outcome());
        text.append(System.lineSeparator()).append("  ").append(advice());
        text.append(System.lineSeparator())
                .append("  Copied at ")
                .append(rate())
                .append(" on average");
        troubles()
                .forEach(trouble ->
                        text.append(System.lineSeparator()).append("  - ").append(trouble));
        return text.append(System.lineSeparator()).toString();
    }

    /** What to do about it, in a sentence. */
    String advice() {
        if (result.isSuccess()) {
            return result.facts().isEmpty()
                    ? "Every partition has its replicas, in their order."
                    : String.join(" ", result.facts());
        }
        if (!result.owed().isEmpty()) {
            return "Something is still owed to the cluster, see below.";
        }
        return result.failure()
                .map(failure -> String.valueOf(failure.getMessage()))
                .orElseGet(() -> switch (result.outcome()) {
                    case CANCELLED -> "The replicas of before are there again, in their order.";
                    case DRAINED, DETACHED, INCOMPLETE -> "Start the same plan again to finish it.";
                    default -> "See below.";
                });
    }

    /** The mean rate over the time in which something was copied. */
    double meanRate() {
        List<ReassignmentProgress> timeline = result.timeline();
        for (int i = timeline.size() - 1; i > 0; i--) {
            if (timeline.get(i).copied().bytes() > timeline.get(i - 1).copied().bytes()) {
                double seconds =
                        Duration.between(timeline.get(0).at(), timeline.get(i).at())
                                        .toMillis()
                                / 1e3;
                return seconds <= 0 ? 0 : timeline.get(i).copied().bytes() / seconds;
            }
        }
        return 0;
    }

    String rate() {
        return Numbers.bytes(Math.round(meanRate())) + "/s";
    }

    /** What is not as it should be, each with what was seen. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        result.owed().forEach(debt -> troubles.add("Still owed: " + debt));
        result.unfinished().stream()
                .limit(MOST_UNFINISHED)
                .map(Unfinished::toString)
                .forEach(move -> troubles.add("Not done: " + move));
        if (result.unfinished().size() > MOST_UNFINISHED) {
            troubles.add("Not done: " + (result.unfinished().size() - MOST_UNFINISHED) + " more");
        }
        return troubles;
    }

    static String time(Duration time) {
        double seconds = time.toMillis() / 1e3;
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long minutes = time.toMinutes();
        return minutes < 60
                ? minutes + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
