// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.plan.MovementBound;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.report.PlanFigures.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A plan on a terminal. */
final class PlanText {
    private static final int MOST_ROWS = 40;

    private final PlanFigures figures;
    private final ReassignmentPlan plan;
    private final StringBuilder out = new StringBuilder();

    PlanText(PlanFigures figures) {
        this.figures = figures;
        this.plan = figures.plan();
    }

    String write() {
        line("%s: %s", Verdict.goal(plan), Verdict.work(figures));
        line("  %s", Verdict.optimality(figures));
        if (!plan.problems().isEmpty()) {
            heading("Problems");
            plan.problems().forEach(problem -> line("  - %s", problem.describe()));
            return out.toString();
        }
        numbers();
        if (!plan.isEmpty()) {
            reasons();
        }
        brokers();
        if (!plan.warnings().isEmpty()) {
            heading("Warnings");
            plan.warnings().forEach(warning -> line("  - %s", warning.text()));
        }
        return out.toString();
    }

    private void numbers() {
        MovementBound bound = plan.bound();
        heading("Moves");
        figure(
                "partitions changed",
                "%s of %s",
                plan.moves().size(),
                plan.before().partitionCount());
        figure("replicas to copy", "%s", bound.moves());
        Optimum optimum = Optimum.of(figures.plan());
        line("  %-20s %s", "at least (bound)", optimum.words(optimum.least()));
        line("  %-20s %s", "gap", optimum.words(optimum.gap()));
        line("  %-20s %s", "proof", Verdict.proof(bound));
        if (figures.sizesKnown()) {
            line(
                    "  %-20s %s%s",
                    "data to copy",
                    Numbers.bytes(bound.bytes()),
                    bound.bytesLowerBound() > 0 ? ", at least " + Numbers.bytes(bound.bytesLowerBound()) : "");
        }
        figure("leaders changed", "%s", figures.leadersChanged());
        line(
                "  %-20s %s, racks %s",
                "moves",
                Verdict.movement(plan.request().movement()),
                plan.request().racks().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!plan.logDirMoves().isEmpty()) {
            figure("into chosen log dirs", "%s", plan.logDirMoves().size());
        }
    }

    private void reasons() {
        heading("Why partitions change");
        figures.reasons().entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue()))
                .forEach(entry -> line("  %9s  %s", Numbers.count(entry.getValue()), Reasons.words(entry.getKey())));
    }

    private void brokers() {
        heading("Brokers, before -> after");
        spread("replicas", BrokerLoad::replicas, false);
        spread("preferred leaders", BrokerLoad::leaders, false);
        if (figures.sizesKnown()) {
            spread("bytes", BrokerLoad::bytes, true);
        }
        List<Row> shown = figures.rows();
        if (shown.size() > MOST_ROWS) {
            shown = shown.stream()
                    .sorted(Comparator.comparingLong((Row row) -> -Math.abs(
                                    (long) row.after().replicas() - row.before().replicas()))
                            .thenComparing(Row::broker))
                    .limit(MOST_ROWS)
                    .toList();
        }
        line("");
        line(
                "  %7s  %-10s %17s %17s  %s",
                "broker", "rack", "replicas", "leaders", figures.sizesKnown() ? "bytes" : "");
        shown.forEach(this::broker);
        if (shown.size() < figures.rows().size()) {
            line("  and %d more, which change less", figures.rows().size() - shown.size());
        }
    }

    private void spread(String name, ToLongFunction<BrokerLoad> figure, boolean bytes) {
        line("  %-20s %s -> %s", name, range(figure, bytes, true), range(figure, bytes, false));
    }

    private String range(ToLongFunction<BrokerLoad> figure, boolean bytes, boolean before) {
        Spread spread = Spread.of(figures, figure, before);
        return (bytes ? Numbers.bytes(spread.least()) : Numbers.count(spread.least())) + " to "
                + (bytes ? Numbers.bytes(spread.most()) : Numbers.count(spread.most()));
    }

    private void broker(Row row) {
        line(
                "  %7d  %-10s %8s -> %5s %8s -> %5s  %s%s",
                row.broker(),
                row.rack(),
                Numbers.count(row.before().replicas()),
                Numbers.count(row.after().replicas()),
                Numbers.count(row.before().leaders()),
                Numbers.count(row.after().leaders()),
                figures.sizesKnown()
                        ? Numbers.bytes(row.before().bytes()) + " -> "
                                + Numbers.bytes(row.after().bytes())
                        : "",
                row.status().isEmpty() ? "" : "  " + row.status());
    }

    private void figure(String name, String format, Object... numbers) {
        Object[] texts = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            texts[i] = Numbers.count(((Number) numbers[i]).longValue());
        }
        line("  %-20s %s", name, String.format(Locale.ROOT, format, texts));
    }

    private void heading(String text) {
        out.append(System.lineSeparator());
        line("%s", text);
    }

    private void line(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append(System.lineSeparator());
    }
}
