// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.plan.MoveReason;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a report shows of a plan, counted once: brokers by rack, reasons, and where copies come from and go to. */
final class PlanFigures {
    private static final int MOST_ROWS = 32;
    private static final String OFFLINE = "offline";

    private final ReassignmentPlan plan;
    private final List<Row> rows;
    private final Map<MoveReason, Integer> reasons = new EnumMap<>(MoveReason.class);
    private final boolean sizesKnown;
    private int reordered;
    private int leadersChanged;
    private int dropped;

    /**
     * A broker before and after.
     *
     * @param status how it stands in the plan, in a word or two; empty for a usual one
     */
    record Row(BrokerLoad before, BrokerLoad after, String status) {
        int broker() {
            return before.broker();
        }

        String rack() {
            return before.rack() == null ? "no rack" : before.rack();
        }

        boolean stays() {
            return !status.equals(OFFLINE) && (before.replicas() == 0 || after.replicas() > 0);
        }
    }

    PlanFigures(ReassignmentPlan plan) {
        this.plan = plan;
        this.rows = rows(plan);
        this.sizesKnown = sizesKnown(plan.before());
        plan.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        for (PartitionMove move : plan.moves()) {
            reordered += move.isReorder() ? 1 : 0;
            leadersChanged += Objects.equals(move.from().get(0), move.to().get(0)) ? 0 : 1;
            dropped += move.removing().size();
        }
    }

    private static boolean sizesKnown(ReplicaMap map) {
        for (int partition = 0; partition < map.partitionCount(); partition++) {
            if (map.size(partition) != ReplicaMap.UNKNOWN_SIZE) {
                return true;
            }
        }
        return false;
    }

    private static List<Row> rows(ReassignmentPlan plan) {
        List<BrokerLoad> before = plan.before().loads();
        List<BrokerLoad> after = plan.after().loads();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            rows.add(new Row(before.get(i), after.get(i), status(plan, i)));
        }
        rows.sort(Comparator.comparing(Row::rack, PlanFigures::naturally).thenComparing(Row::broker));
        return rows;
    }

    private static String status(ReassignmentPlan plan, int index) {
        return switch (plan.before().brokers().get(index).status()) {
            case AVAILABLE -> "";
            case NOT_RECEIVING -> "does not receive";
            case OFFLINE -> OFFLINE;
        };
    }

    /** rack-2 comes before rack-10. */
    static int naturally(String one, String other) {
        String a = one.replaceAll("\\d+$", "");
        String b = other.replaceAll("\\d+$", "");
        boolean alike = a.equals(b) && one.length() != other.length();
        return alike ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }

    ReassignmentPlan plan() {
        return plan;
    }

    /** All brokers, by rack and id. */
    List<Row> rows() {
        return rows;
    }

    Map<MoveReason, Integer> reasons() {
        return reasons;
    }

    boolean sizesKnown() {
        return sizesKnown;
    }

    int reordered() {
        return reordered;
    }

    int leadersChanged() {
        return leadersChanged;
    }

    int dropped() {
        return dropped;
    }

    /** By broker where they fit on a page, by rack where those do; empty where neither does. */
    Flow flow() {
        boolean ofRacks = rows.size() > MOST_ROWS;
        List<String> names = ofRacks
                ? rows.stream().map(Row::rack).distinct().toList()
                : rows.stream().map(row -> String.valueOf(row.broker())).toList();
        if (names.size() > MOST_ROWS) {
            return new Flow(List.of(), true);
        }
        Map<Integer, Integer> placeOf = new HashMap<>();
        for (Row row : rows) {
            placeOf.put(row.broker(), names.indexOf(ofRacks ? row.rack() : String.valueOf(row.broker())));
        }
        Flow flow = new Flow(names, ofRacks);
        int partition = 0;
        for (PartitionMove move : plan.moves()) {
            while (!plan.before().name(partition).equals(move.partition())) {
                partition++;
            }
            List<Integer> gone = move.removing();
            List<Integer> come = move.adding();
            for (int i = 0; i < come.size(); i++) {
                int from = placeOf.getOrDefault(
                        i < gone.size() ? gone.get(i) : move.from().get(0), 0);
                int to = placeOf.getOrDefault(come.get(i), 0);
                flow.add(from, to, Math.max(0, plan.before().size(partition)));
            }
        }
        return flow;
    }
}
