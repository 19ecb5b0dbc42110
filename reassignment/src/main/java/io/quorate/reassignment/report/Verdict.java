// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.MovementBound;
import io.quorate.reassignment.plan.MovementPolicy;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a plan comes to, in plain words. */
final class Verdict {
    private static final int MOST_BROKERS = 12;

    private Verdict() {}

    /** What the plan was asked for. */
    static String goal(ReassignmentPlan plan) {
        ReassignmentGoal goal = plan.request().goal();
        if (goal instanceof ReassignmentGoal.Rebalance) {
            return "Give every broker its share";
        }
        if (goal instanceof ReassignmentGoal.AddBrokers add) {
            return "Give new " + brokers(add.brokers()) + " a share";
        }
        if (goal instanceof ReassignmentGoal.Decommission gone) {
            return "Take every replica off " + brokers(gone.brokers());
        }
        if (goal instanceof ReassignmentGoal.ReplaceBroker replace) {
            return "Put broker " + replace.replacement() + " in the place of broker " + replace.broker();
        }
        if (goal instanceof ReassignmentGoal.ChangeReplicationFactor change) {
            return change.byTopic().isEmpty()
                    ? "Give partitions " + change.replicationFactor() + " replicas"
                    : "Change replication factors";
        }
        if (goal instanceof ReassignmentGoal.RepairRacks) {
            return "Spread replicas over racks";
        }
        if (goal instanceof ReassignmentGoal.BalanceLeaders) {
            return "Make every broker lead its share";
        }
        if (goal instanceof ReassignmentGoal.EvacuateLeadership evacuate) {
            return "Take leadership away from " + brokers(evacuate.brokers());
        }
        return "Move partitions to where the request says";
    }

    /** What carrying it out copies, in a sentence. */
    static String work(PlanFigures figures) {
        ReassignmentPlan plan = figures.plan();
        if (!plan.problems().isEmpty()) {
            return "There is no valid plan";
        }
        if (plan.isEmpty()) {
            return "Nothing to do";
        }
        long moves = plan.bound().moves();
        if (moves == 0) {
            return figures.dropped() > 0
                    ? Numbers.counted(figures.dropped(), "replica") + " dropped, no data copied"
                    : "Only orders change, no data is copied";
        }
        return Numbers.counted(moves, "replica") + " to copy"
                + (figures.sizesKnown() ? ", " + Numbers.bytes(plan.bound().bytes()) : "");
    }

    /** How little that is, in a sentence. */
    static String optimality(PlanFigures figures) {
        ReassignmentPlan plan = figures.plan();
        if (!plan.problems().isEmpty()) {
            return "Nothing is moved. See the problems below.";
        }
        if (plan.isEmpty()) {
            return plan.whyEmpty().orElse("Nothing would get better.");
        }
        return Optimum.of(plan).describe();
    }

    /** Where the bound comes from, in a sentence. */
    static String proof(MovementBound bound) {
        String words =
                switch (bound.proof()) {
                    case FORCED -> "replicas that cannot stay where they are, and new ones";
                    case OVERFLOW -> "what brokers hold above what the balance allows must go";
                    case UNDERFLOW -> "what brokers lack of what the balance asks for must come";
                    case POOLS -> "the same, counted rack by rack, as racks force how much each holds";
                    case FLOW_DUAL -> "the exact optimum of a flow problem, with its dual as the proof";
                };
        return bound.proof() + ": " + words + (bound.cut().isEmpty() ? "" : " (" + brokers(bound.cut()) + ")");
    }

    static String movement(MovementPolicy policy) {
        return switch (policy) {
            case FORCED_ONLY -> "only what must move";
            case NEW_BROKERS_ONLY -> "onto new brokers only";
            case FULL_BALANCE -> "until every broker has its share";
        };
    }

    /** Three and more in a row are a range: {@code brokers 0-29, 31, 32}. */
    static String brokers(Collection<Integer> brokers) {
        List<Integer> ids = brokers.stream().sorted().toList();
        List<String> named = new ArrayList<>();
        int next = 0;
        while (next < ids.size() && named.size() < MOST_BROKERS) {
            int last = next;
            while (last + 1 < ids.size() && ids.get(last + 1) == ids.get(last) + 1) {
                last++;
            }
            boolean range = last - next > 1;
            named.add(range ? ids.get(next) + "-" + ids.get(last) : String.valueOf(ids.get(next)));
            next = range ? last + 1 : next + 1;
        }
        int rest = ids.size() - next;
        return (ids.size() == 1 ? "broker " : "brokers ")
                + String.join(", ", named)
                + (rest > 0 ? " and " + rest + " more" : "");
    }
}
