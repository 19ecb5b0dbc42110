// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Counts a plan's moves and bytes once more, and checks its lower bounds by the brokers of their proof.
 *
 * <p>A proof names brokers, and is checked with what those hold after the plan: no plan in which they hold as little (for an
 * overflow) or as much (for an underflow) can move less than
 *
 * <ul>
 *   <li>forced: replicas wanted, less those that can stay where they are as far as brokers and racks go;
 *   <li>overflow: replicas wanted, less those that can stay if each named broker keeps no more than it has after;
 *   <li>underflow: what the named brokers have after, less what they may keep of before;
 *   <li>pools and flow: what all brokers have after, less what they may keep of before.
 * </ul>
 *
 * <p>What a plan claims may not be more than that, and not less than what is forced.
 */
final class VerifierFigures {
    private final ReassignmentPlan plan;
    private final ReplicaMap before;
    private final ReplicaMap after;
    private final VerifierBrokers brokers;

    VerifierFigures(ReassignmentPlan plan) {
        this.plan = plan;
        this.before = plan.before();
        this.after = plan.after();
        this.brokers = new VerifierBrokers(before, plan.request());
    }

    MovementBound check(VerifierNotes findings) {
        MovementBound claimed = plan.bound();
        Sums replicas = new Sums(false);
        Sums bytes = new Sums(true);
        compare(findings, "moves", claimed.moves(), replicas.moved);
        compare(findings, "bytes", claimed.bytes(), bytes.moved);
        bound(findings, "moves", claimed.moves(), claimed.movesLowerBound(), replicas);
        bound(findings, "bytes", claimed.bytes(), claimed.bytesLowerBound(), bytes);
        long movesLeast = replicas.least(claimed);
        long bytesLeast = bytes.least(claimed);
        return new MovementBound(replicas.moved, movesLeast, bytes.moved, bytesLeast, claimed.proof(), claimed.cut());
    }

    private static void compare(VerifierNotes findings, String what, long claimed, long found) {
        if (claimed != found) {
            findings.add("The plan says " + claimed + " " + what + "; there are " + found + ".");
        }
    }

    private void bound(VerifierNotes findings, String what, long moved, long claimed, Sums sums) {
        if (moved < claimed) {
            findings.add(
                    "The plan has " + moved + " " + what + ", fewer than the " + claimed + " that it says are needed.");
        }
        boolean byProof = sums.inBytes == (plan.request().weight() == BalanceWeight.BYTES);
        long most = byProof ? sums.least(plan.bound()) : sums.moved;
        if (!sums.capped && claimed < sums.forced && plan.problems().isEmpty()) {
            findings.add("The plan says that " + claimed + " " + what + " are needed; " + sums.forced + " are forced.");
        }
        if (claimed > most && plan.problems().isEmpty()) {
            findings.add("The plan says that " + claimed + " " + what + " are needed ("
                    + plan.bound().proof() + "); the brokers of its proof need no more than " + most + ".");
        }
    }

    /** A change of the factor alone leaves replicas where they are, whatever the racks; so does what the caller named. */
    private boolean racksForce() {
        ReassignmentGoal goal = plan.request().goal();
        boolean onlyFactor = goal instanceof ReassignmentGoal.ChangeReplicationFactor
                && plan.request().movement() == MovementPolicy.FORCED_ONLY;
        return plan.request().racks() != RackRule.IGNORE && !onlyFactor && !onlyOrders();
    }

    private boolean onlyOrders() {
        ReassignmentGoal goal = plan.request().goal();
        return goal instanceof ReassignmentGoal.BalanceLeaders
                || goal instanceof ReassignmentGoal.EvacuateLeadership
                || goal instanceof ReassignmentGoal.ExplicitTarget;
    }

    /** The same sums over replicas, or over their bytes. */
    private final class Sums {
        private final boolean inBytes;

        /** With caps, or disks that are known, what is forced depends on all partitions: not worked out here. */
        private final boolean capped =
                plan.request().limits().replicasPerTopicAndBroker().isPresent()
                        || plan.request().limits().replicasPerBroker().isPresent()
                        || before.brokers().stream()
                                .anyMatch(broker -> !broker.logDirs().isEmpty());

        private final long[] held = new long[before.brokers().size()];
        private final long[] free = new long[held.length];
        private final long[] end = new long[held.length];
        private long wanted;
        private long conflicted;
        private long forced;
        private long moved;

        Sums(boolean inBytes) {
            this.inBytes = inBytes;
            for (int partition = 0; partition < before.partitionCount(); partition++) {
                add(partition, inBytes ? Math.max(0, before.size(partition)) : 1);
            }
        }

        private void add(int partition, long weight) {
            List<Integer> from = before.replicas(partition);
            List<Integer> to = after.replicas(partition);
            ReplicaMap.Topic topic = before.topics().get(before.topicOf(partition));
            boolean fixed = !plan.request().inScope(topic.name())
                    || plan.request().isPinned(topic.name(), partition - topic.firstPartition());
            List<Integer> kept = new ArrayList<>(from);
            if (!fixed && !onlyOrders()) {
                kept.removeIf(brokers::mustGo);
                dropFirst(partition, kept, to.size());
            }
            boolean racks = !fixed && racksForce();
            int stays = Math.min(kept.size(), to.size()) - (racks ? brokers.crowd(kept, to.size()) : 0);
            wanted += weight * to.size();
            forced += weight * (to.size() - stays);
            for (int node : to) {
                end[before.brokerIndex(node)] += weight;
                moved += from.contains(node) ? 0 : weight;
            }
            if (stays < kept.size()) {
                conflicted += weight * stays;
            }
            for (int node : kept) {
                held[before.brokerIndex(node)] += weight;
                free[before.brokerIndex(node)] += stays < kept.size() ? 0 : weight;
            }
        }

        /** Fewer replicas: those that are offline or out of sync go first, whatever that costs. */
        private void dropFirst(int partition, List<Integer> kept, int wanted) {
            if (plan.request().goal() instanceof ReassignmentGoal.ChangeReplicationFactor) {
                dropWhile(kept, wanted, node -> !brokers.isLive(node));
                List<Integer> replicas = before.replicas(partition);
                int first = before.firstSlot(partition);
                dropWhile(
                        kept,
                        wanted,
                        node -> !node.equals(replicas.get(0)) && !before.isInSync(first + replicas.indexOf(node)));
            }
        }

        /** Of several that could go, the one that leaves the racks least crowded. */
        private void dropWhile(List<Integer> kept, int wanted, Predicate<Integer> which) {
            while (kept.size() > wanted && kept.stream().anyMatch(which)) {
                Integer best = kept.stream()
                        .filter(which)
                        .min(Comparator.comparingInt(node -> crowdWithout(kept, node, wanted)))
                        .orElseThrow();
                kept.remove(best);
            }
        }

        private int crowdWithout(List<Integer> kept, Integer node, int wanted) {
            List<Integer> left = new ArrayList<>(kept);
            left.remove(node);
            return brokers.crowd(left, wanted);
        }

        long least(MovementBound claimed) {
            return switch (claimed.proof()) {
                case FORCED -> capped ? moved : forced;
                case OVERFLOW -> capped && inBytes ? moved : Math.max(forced, overflow(claimed.cut()));
                case UNDERFLOW -> Math.max(forced, underflow(claimed.cut()));
                case POOLS, FLOW_DUAL -> moved;
            };
        }

        private long overflow(List<Integer> cut) {
            long stays = conflicted;
            long staysAtMost = 0;
            for (int broker = 0; broker < held.length; broker++) {
                boolean named = cut.contains(before.brokers().get(broker).id());
                stays += named ? Math.min(free[broker], end[broker]) : free[broker];
                staysAtMost += named ? Math.min(held[broker], end[broker]) : held[broker];
            }
            return wanted - Math.min(stays, staysAtMost);
        }

        private long underflow(List<Integer> cut) {
            long comes = 0;
            for (int node : cut) {
                int broker = before.brokerIndex(node);
                comes += Math.max(0, end[broker] - held[broker]);
            }
            return comes;
        }
    }
}
