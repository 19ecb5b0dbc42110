// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a topology survives. Answers hold for the worst partition and the worst choice of nodes: a topic with enough
 * partitions has one with its replicas just there. Replicas are spread over racks as Kafka does it, as evenly as the racks
 * have room; topics have the topology's own defaults.
 *
 * <ol>
 *   <li>Writes with {@code acks=all} go on while each partition keeps {@code min.insync.replicas} of its replicas, and, once
 *       a broker is lost, while there is a quorum to elect leaders and shrink the ISR.
 *   <li>Acknowledged records survive the loss of all but one replica if the ISR was full, and of all but one of
 *       {@code min.insync.replicas} in any case.
 *   <li>The quorum is kept while more than half of the controllers are left.
 * </ol>
 */
public final class FailureTolerance {
    private static final int ROWS = 3;

    private final ClusterTopology topology;
    private final RackSpread spread;
    private final int replicas;
    private final int minIsr;
    private final int controllers;

    private FailureTolerance(ClusterTopology topology) {
        this.topology = topology;
        int brokers = topology.brokers().size();
        // With fewer brokers than that, topics cannot be made; what there is has at most as many replicas.
        this.replicas = Math.min(topology.durability().replicationFactor(), brokers);
        this.minIsr = Math.min(topology.durability().minInSyncReplicas(), replicas);
        this.spread = RackSpread.of(topology, replicas);
        this.controllers = topology.controllers().size();
    }

    static FailureTolerance of(ClusterTopology topology) {
        return new FailureTolerance(topology);
    }

    /**
     * Says what is left after the worst loss of that size.
     *
     * @param losses how much is lost
     * @return the outcome
     */
    public Outcome after(Losses losses) {
        int combined = (int)
                topology.controllers().stream().filter(TopologyNode::isBroker).count();
        Worst rack = worstRacks(losses.racks());
        int lostReplicas =
                Math.min(replicas, rack.replicas + losses.brokers() + Math.min(losses.controllers(), combined));
        int lostControllers =
                Math.min(controllers, rack.controllers + losses.controllers() + Math.min(losses.brokers(), combined));
        boolean brokersLost = losses.brokers() > 0 || rack.brokers > 0 || (losses.controllers() > 0 && combined > 0);
        return outcome(lostReplicas, lostControllers, brokersLost);
    }

    /**
     * Says what is left after the loss of certain nodes.
     *
     * @param nodeIds the nodes
     * @return the outcome, for the worst partition
     * @throws IllegalArgumentException if one of them is not in the topology
     */
    public Outcome losing(Collection<Integer> nodeIds) {
        Set<Integer> lost = new TreeSet<>(nodeIds);
        lost.forEach(topology::node);
        Map<String, Integer> perRack = new TreeMap<>();
        topology.brokers().stream()
                .filter(node -> lost.contains(node.nodeId()))
                .forEach(node -> perRack.merge(spread.rackOf(node), 1, Integer::sum));
        int lostControllers = (int) topology.controllers().stream()
                .filter(node -> lost.contains(node.nodeId()))
                .count();
        return outcome(spread.worst(perRack), lostControllers, !perRack.isEmpty());
    }

    private Outcome outcome(int lostReplicas, int lostControllers, boolean brokersLost) {
        boolean quorum = topology.quorum() == QuorumKind.ZOOKEEPER || controllers - lostControllers > controllers / 2;
        boolean writes = replicas - lostReplicas >= minIsr && (quorum || !brokersLost);
        DataSafety data = lostReplicas < minIsr
                ? DataSafety.SAFE
                : lostReplicas < replicas ? DataSafety.SAFE_IF_ISR_WAS_FULL : DataSafety.ON_LOST_NODES;
        return new Outcome(writes ? Outcome.Writes.ACCEPTED : Outcome.Writes.REFUSED, data, quorum);
    }

    private record Worst(int replicas, int controllers, int brokers) {}

    /** The worst of each, which may be in different racks: the promise must hold for all. */
    private Worst worstRacks(int count) {
        List<String> racks = List.copyOf(topology.racks());
        Map<String, Integer> brokers = new TreeMap<>();
        List<Integer> voters = new ArrayList<>();
        for (String rack : racks) {
            brokers.put(rack, count(topology.brokers(), rack));
            voters.add(count(topology.controllers(), rack));
        }
        int lostVoters = voters.stream()
                .sorted(Comparator.reverseOrder())
                .limit(count)
                .mapToInt(Integer::intValue)
                .sum();
        int lostBrokers = brokers.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(count)
                .mapToInt(Integer::intValue)
                .sum();
        return new Worst(spread.worstRacks(count, brokers), lostVoters, lostBrokers);
    }

    private static int count(List<TopologyNode> nodes, String rack) {
        return (int) nodes.stream()
                .filter(node -> node.rack().filter(rack::equals).isPresent())
                .count();
    }

    /**
     * Returns the rows that a runbook has: 1 to 3 brokers, 1 and 2 controllers where they are nodes of their own, one rack.
     *
     * @return outcomes by loss, in that order
     */
    public Map<Losses, Outcome> rows() {
        Map<Losses, Outcome> rows = new LinkedHashMap<>();
        int brokers = topology.brokers().size();
        for (int count = 1; count <= Math.min(ROWS, brokers); count++) {
            rows.put(Losses.brokers(count), after(Losses.brokers(count)));
        }
        boolean separate = topology.controllers().stream().anyMatch(node -> !node.isBroker());
        for (int count = 1; separate && count <= Math.min(2, controllers); count++) {
            rows.put(Losses.controllers(count), after(Losses.controllers(count)));
        }
        if (topology.racks().size() > 1) {
            rows.put(Losses.racks(1), after(Losses.racks(1)));
        }
        return rows;
    }

    /**
     * Returns how many brokers may be lost while every write goes on.
     *
     * @return 0 or more
     */
    public int brokersForWrites() {
        return most(count -> after(Losses.brokers(count)).writes() == Outcome.Writes.ACCEPTED);
    }

    /**
     * Returns how many brokers may be lost with their disks while acknowledged records are safe, whatever the ISR was.
     *
     * @return 0 or more
     */
    public int brokersForData() {
        return most(count -> after(Losses.brokers(count)).data() == DataSafety.SAFE);
    }

    /**
     * Returns how many controllers may be lost.
     *
     * @return 0 or more
     */
    public int controllersForQuorum() {
        return Math.max(0, (controllers - 1) / 2);
    }

    private int most(java.util.function.IntPredicate holds) {
        int count = 0;
        while (count < topology.brokers().size() && holds.test(count + 1)) {
            count++;
        }
        return count;
    }

    /**
     * Returns the tolerance as a sentence.
     *
     * @return for people
     */
    public String describe() {
        String racks = topology.racks().size() < 2
                ? ""
                : " If a rack is lost, " + after(Losses.racks(1)).describe() + ".";
        return "Writes survive the loss of "
                + Losses.brokers(brokersForWrites()).describe()
                + "; acknowledged data that of "
                + Losses.brokers(brokersForData()).describe()
                + " with its disks at any time, and of "
                + Losses.brokers(replicas - 1).describe()
                + " if every ISR was full"
                + (controllers == 0
                        ? ""
                        : "; the quorum that of "
                                + Losses.controllers(controllersForQuorum()).describe())
                + "." + racks;
    }

    /**
     * Returns the tolerance as a table for a runbook.
     *
     * @return lines of text, also valid Markdown
     */
    public String table() {
        StringBuilder text = new StringBuilder(line(
                "lost",
                "writes",
                "data safe without the lost disks",
                "quorum",
                "with one broker down before: writes, data, quorum"));
        text.append("|---|---|---|---|---|\n");
        rows().forEach((losses, outcome) -> {
            Outcome degraded = after(losses.withOneBrokerDown());
            text.append(line(
                    losses.describe(),
                    word(outcome.writes()),
                    outcome.data().describe(),
                    outcome.quorumKept() ? "kept" : "lost",
                    word(degraded.writes()) + "; " + degraded.data().describe() + "; "
                            + (degraded.quorumKept() ? "kept" : "lost")));
        });
        return text.toString();
    }

    private static String word(Outcome.Writes writes) {
        return writes == Outcome.Writes.ACCEPTED ? "accepted" : "refused";
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
