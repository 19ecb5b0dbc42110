// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/**
 * Plans on the clusters that {@code shared/bench/Generate.java} writes, and tells moves, bounds and CPU time. Run by hand:
 * {@code PlannerAtScale DIR [ROUNDS] [OUT]}; with OUT it writes what a scorer reads.
 */
public final class PlannerAtScale {
    private final Path dir;
    private final Map<Integer, String> racks = new TreeMap<>();
    private final Map<String, long[]> sizes = new LinkedHashMap<>();

    private PlannerAtScale(Path dir) throws IOException {
        this.dir = dir;
        for (String line : Files.readAllLines(dir.resolve("racks-add.csv"))) {
            if (Character.isDigit(line.charAt(0))) {
                racks.put(Integer.parseInt(line.split(",", -1)[0]), line.split(",", -1)[1]);
            }
        }
        try (BufferedReader lines = Files.newBufferedReader(dir.resolve("topics.csv"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (Character.isDigit(cells[1].charAt(0))) {
                    sizes.put(cells[0], new long[Integer.parseInt(cells[1])]);
                }
            }
        }
        try (BufferedReader lines = Files.newBufferedReader(dir.resolve("sizes.csv"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (Character.isDigit(cells[1].charAt(0))) {
                    sizes.getOrDefault(cells[0], new long[0])[Integer.parseInt(cells[1])] = Long.parseLong(cells[2]);
                }
            }
        }
    }

    private ReplicaMap read(String file, int brokers) throws IOException {
        List<PlacementBroker> known = new ArrayList<>();
        racks.forEach((id, rack) -> {
            if (id < brokers) {
                known.add(PlacementBroker.available(id, rack));
            }
        });
        ReplicaMapBuilder builder = ReplicaMap.builder(known);
        String text = Files.readString(dir.resolve(file));
        String topic = "";
        long[] topicSizes = new long[0];
        int at = text.indexOf("\"topic\"");
        int[] replicas = new int[16];
        while (at >= 0) {
            int from = text.indexOf('"', at + 8) + 1;
            int to = text.indexOf('"', from);
            if (!text.regionMatches(from, topic, 0, to - from) || to - from != topic.length()) {
                topic = text.substring(from, to);
                topicSizes = sizes.getOrDefault(topic, new long[0]);
                builder.topic(topic, Uuid.ZERO_UUID, 0);
            }
            int number = text.indexOf(':', text.indexOf("\"partition\"", to)) + 1;
            int partition = Integer.parseInt(
                    text.substring(number, text.indexOf(',', number)).trim());
            int open = text.indexOf('[', number) + 1;
            int close = text.indexOf(']', open);
            int count = 0;
            int value = 0;
            for (int i = open; i <= close; i++) {
                char c = text.charAt(i);
                if (c >= '0' && c <= '9') {
                    value = value * 10 + c - '0';
                } else if (c == ',' || c == ']') {
                    replicas[count++] = value;
                    value = 0;
                }
            }
            builder.partition(topicSizes[partition], java.util.Arrays.copyOf(replicas, count));
            at = text.indexOf("\"topic\"", close);
        }
        return builder.build();
    }

    private Set<Integer> brokers(String file) throws IOException {
        Set<Integer> found = new TreeSet<>();
        for (String part : Files.readString(dir.resolve(file)).trim().split(",", -1)) {
            String[] ends = part.split("-", -1);
            for (int id = Integer.parseInt(ends[0]); id <= Integer.parseInt(ends[ends.length - 1]); id++) {
                found.add(id);
            }
        }
        return found;
    }

    private static void write(ReassignmentPlan plan, Path file) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.print("{\"version\":1,\"partitions\":[");
            String separator = "";
            for (PartitionMove move : plan.moves()) {
                out.print(separator + "{\"topic\":\"" + move.partition().topic() + "\",\"partition\":"
                        + move.partition().partition() + ",\"replicas\":" + move.to() + "}");
                separator = ",\n";
            }
            out.print("]}");
        }
    }

    public static void main(String[] args) throws IOException {
        PlannerAtScale scale = new PlannerAtScale(Path.of(args[0]));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        Set<Integer> base = scale.brokers("base.txt");
        Set<Integer> add = scale.brokers("add.txt");
        TreeSet<Integer> added = new TreeSet<>(add);
        added.removeAll(base);
        TreeSet<Integer> remove1 = new TreeSet<>(base);
        remove1.removeAll(scale.brokers("remove1.txt"));
        TreeSet<Integer> remove10 = new TreeSet<>(base);
        remove10.removeAll(scale.brokers("remove10.txt"));
        Map<String, Object[]> cases = new LinkedHashMap<>();
        cases.put("add-new", new Object[] {"balanced.json", add.size(), new ReassignmentGoal.AddBrokers(added), null});
        cases.put("add-full", new Object[] {
            "balanced.json", add.size(), new ReassignmentGoal.AddBrokers(added), MovementPolicy.FULL_BALANCE
        });
        cases.put(
                "remove1",
                new Object[] {"balanced.json", base.size(), new ReassignmentGoal.Decommission(remove1), null});
        cases.put(
                "remove10",
                new Object[] {"balanced.json", base.size(), new ReassignmentGoal.Decommission(remove10), null});
        cases.put("remove10-full", new Object[] {
            "balanced.json", base.size(), new ReassignmentGoal.Decommission(remove10), MovementPolicy.FULL_BALANCE
        });
        cases.put("rackbad", new Object[] {"rackbad.json", base.size(), new ReassignmentGoal.RepairRacks(), null});
        cases.put("rackbad-full", new Object[] {
            "rackbad.json", base.size(), new ReassignmentGoal.RepairRacks(), MovementPolicy.FULL_BALANCE
        });
        cases.put("skewed", new Object[] {"skewed.json", base.size(), new ReassignmentGoal.Rebalance(), null});
        cases.put("slight", new Object[] {"slight.json", base.size(), new ReassignmentGoal.Rebalance(), null});
        cases.put("rf3", new Object[] {
            "balanced.json", base.size(), new ReassignmentGoal.ChangeReplicationFactor(3, Map.of()), null
        });
        cases.put("rf3-full", new Object[] {
            "balanced.json",
            base.size(),
            new ReassignmentGoal.ChangeReplicationFactor(3, Map.of()),
            MovementPolicy.FULL_BALANCE
        });
        cases.put("rf2", new Object[] {
            "balanced.json", base.size(), new ReassignmentGoal.ChangeReplicationFactor(2, Map.of()), null
        });
        cases.put("rf2-full", new Object[] {
            "balanced.json",
            base.size(),
            new ReassignmentGoal.ChangeReplicationFactor(2, Map.of()),
            MovementPolicy.FULL_BALANCE
        });
        Map<String, ReplicaMap> maps = new TreeMap<>();
        for (var one : cases.entrySet()) {
            if (args.length > 3 && !one.getKey().matches(args[3])) {
                continue;
            }
            Object[] values = one.getValue();
            String key = values[0] + "/" + values[1];
            if (!maps.containsKey(key)) {
                maps.clear();
                maps.put(key, scale.read((String) values[0], (Integer) values[1]));
            }
            var request = ReassignmentRequest.builder((ReassignmentGoal) values[2]);
            if (values[3] != null) {
                request.movement((MovementPolicy) values[3]);
            }
            for (int round = 0; round < rounds; round++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                ReassignmentPlan plan = ReassignmentPlanner.plan("", maps.get(key), request.build());
                long took = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000;
                int least = Integer.MAX_VALUE;
                int most = 0;
                for (BrokerLoad load : plan.after().loads()) {
                    if (load.replicas() > 0) {
                        least = Math.min(least, load.replicas());
                        most = Math.max(most, load.replicas());
                    }
                }
                System.out.printf(
                        "%-14s %6d ms cpu, loads %d-%d %s %s %s%n",
                        one.getKey(), took, least, most, summary(plan.bound()), plan.problems(), plan.warnings());
                if (args.length > 2 && round == 0) {
                    write(plan, Path.of(args[2], one.getKey() + ".json"));
                }
            }
        }
    }

    private static String summary(MovementBound bound) {
        return "moves " + bound.moves() + " bound " + bound.movesLowerBound() + " bytes " + bound.bytes() + " bound "
                + bound.bytesLowerBound() + " " + bound.proof() + " cut "
                + bound.cut().size();
    }
}
