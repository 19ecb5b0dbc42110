// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.report.PlanFigures.Row;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures behind the pictures. */
final class Tables {
    private Tables() {}

    static DomContent brokers(PlanFigures figures) {
        List<String> heads = new ArrayList<>(List.of("broker", "rack"));
        for (String figure :
                figures.sizesKnown() ? List.of("replicas", "leaders", "bytes") : List.of("replicas", "leaders")) {
            heads.addAll(List.of(figure + " before", "after", "change"));
        }
        heads.add("");
        return table(
                thead(tr(each(heads, name -> name.equals("rack") ? th(name).withClass("l") : th(name)))),
                tbody(each(figures.rows(), row -> row(row, figures.sizesKnown()))));
    }

    private static DomContent row(Row row, boolean sizes) {
        List<DomContent> cells = new ArrayList<>();
        cells.add(td(String.valueOf(row.broker())));
        cells.add(td(row.rack()).withClass("l"));
        cells.addAll(cells(row, BrokerLoad::replicas, Numbers::count, Numbers::change));
        cells.addAll(cells(row, BrokerLoad::leaders, Numbers::count, Numbers::change));
        if (sizes) {
            cells.addAll(cells(row, BrokerLoad::bytes, Numbers::bytes, Numbers::changeOfBytes));
        }
        cells.add(td(row.status()).withClass("l"));
        return tr(cells.toArray(DomContent[]::new));
    }

    private static List<DomContent> cells(
            Row row, ToLongFunction<BrokerLoad> figure, LongFunction<String> words, LongFunction<String> change) {
        long before = figure.applyAsLong(row.before());
        long after = figure.applyAsLong(row.after());
        return List.of(
                td(words.apply(before)),
                td(words.apply(after)),
                td(after == before ? "" : change.apply(after - before)).withClass(after > before ? "up" : "down"));
    }

    static DomContent moves(ReassignmentPlan plan, int count) {
        List<DomContent> rows = IntStream.range(0, count)
                .mapToObj(index -> {
                    PartitionMove move = plan.moves().get(index);
                    return (DomContent) tr(
                            td(move.partition().toString()).withClass("l"),
                            td(nodes(move.from())).withClass("l"),
                            td(nodes(move.to())).withClass("l"),
                            td(nodes(move.adding())).withClass("l"),
                            td(Reasons.words(plan.reasons().get(index))).withClass("l"));
                })
                .toList();
        return table(
                thead(tr(each(
                        List.of("partition", "replicas before", "after", "copied to", "why"),
                        name -> th(name).withClass("l")))),
                tbody(each(rows, row -> row)));
    }

    private static String nodes(List<Integer> nodes) {
        return nodes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
