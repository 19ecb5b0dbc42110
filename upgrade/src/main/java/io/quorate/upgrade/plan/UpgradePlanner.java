// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.FinalizationStep.Reversibility;
import io.quorate.upgrade.plan.Roll.Purpose;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.PathQuery;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import io.quorate.upgrade.version.UpgradePath;
import io.quorate.upgrade.version.UpgradePaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plans an upgrade, or a rolling restart: {@code UpgradePlanner.targeting(request).plan(survey)}. The same survey and
 * request give the same plan. Pure; it changes nothing.
 */
public final class UpgradePlanner {
    private final UpgradeRequest request;
    private final ReleaseTable table;

    private UpgradePlanner(UpgradeRequest request, ReleaseTable table) {
        this.request = Objects.requireNonNull(request, "request");
        this.table = Objects.requireNonNull(table, "table");
    }

    /**
     * Returns a planner that knows the releases in the jar.
     *
     * @param request what is wanted
     * @return the planner
     */
    public static UpgradePlanner targeting(UpgradeRequest request) {
        return new UpgradePlanner(request, ReleaseTable.builtIn());
    }

    /**
     * Returns a planner that knows other releases, too.
     *
     * @param request what is wanted
     * @param table what is known of releases
     * @return the planner
     */
    public static UpgradePlanner targeting(UpgradeRequest request, ReleaseTable table) {
        return new UpgradePlanner(request, table);
    }

    /**
     * Plans.
     *
     * @param survey the cluster as it was seen
     * @return the plan; one that must not be carried out says so ({@link UpgradePlan#isExecutable()}) and why
     */
    public UpgradePlan plan(UpgradeSurvey survey) {
        ClusterNodes nodes = ClusterNodes.of(survey.state(), request.controllers());
        Map<Integer, DetectedVersion> versions =
                NodeChecks.named(RollOrder.versions(nodes, survey.versions()), request.source());
        UpgradeSurvey named = survey.toBuilder().versions(versions).build();
        UpgradePath path = path(named);
        List<FinalizationStep> finalization = finalization(named, path);
        RollOrder.Ordered order = new RollOrder(named, request, nodes).order();
        List<Roll> rolls = path.isOpen() ? rolls(named, order.waves()) : List.of();
        return UpgradePlan.builder(survey.state().clusterId(), survey.era(), request)
                .versions(versions)
                .path(path)
                .rolls(rolls)
                .finalization(finalization)
                .pointOfNoReturn(pointOfNoReturn(rolls, finalization))
                .preflight(Preflight.check(named, request, path, finalization, table))
                .rounds(order.rounds())
                .rollback(before(named, rolls), after(named, rolls, finalization))
                .build();
    }

    private UpgradePath path(UpgradeSurvey survey) {
        if (request.target().isEmpty()) {
            return new UpgradePath.Unchanged();
        }
        Map<Integer, String> protocols = new HashMap<>();
        survey.protocols().forEach((node, protocol) -> protocols.put(node, protocol.value()));
        return UpgradePaths.using(table)
                .find(
                        new PathQuery(
                                survey.era(),
                                survey.versions(),
                                survey.state().features().value().map(ClusterFeatures::finalized),
                                protocols,
                                ConfigChecks.maxLogDirs(survey)),
                        request.target().get());
    }

    private List<FinalizationStep> finalization(UpgradeSurvey survey, UpgradePath path) {
        if (survey.era() == Era.ZOOKEEPER || request.target().isEmpty() || !path.isOpen()) {
            return List.of();
        }
        KafkaVersion target = request.target().get();
        boolean isBack = survey.versions().values().stream()
                .map(DetectedVersion::line)
                .flatMap(Optional::stream)
                .anyMatch(line -> !target.line().isAtLeast(line));
        return isBack
                ? List.of()
                : new FinalizationRules(table).steps(finalized(survey), target, request.optionalFeatures());
    }

    private static Map<String, Integer> finalized(UpgradeSurvey survey) {
        return survey.state().features().value().map(ClusterFeatures::finalized).orElse(Map.of());
    }

    private List<Roll> rolls(UpgradeSurvey survey, List<Wave> waves) {
        if (request.target().isEmpty()) {
            return List.of(new Roll(Purpose.RESTART, Optional.empty(), request.change(), waves));
        }
        if (survey.era() == Era.KRAFT) {
            return List.of(new Roll(Purpose.BINARIES, request.target(), request.change(), waves));
        }
        return zookeeperRolls(survey, waves, request.target().get());
    }

    private List<Roll> zookeeperRolls(UpgradeSurvey survey, List<Wave> waves, KafkaVersion target) {
        ReleaseLine spoken = spoken(survey);
        boolean raises = !spoken.isAtLeast(target.line());
        List<Roll> rolls = new ArrayList<>();
        rolls.add(new Roll(
                Purpose.BINARIES, request.target(), raises ? with(request.change(), spoken) : request.change(), waves));
        if (!raises) {
            return rolls;
        }
        rolls.add(new Roll(
                Purpose.PROTOCOL, Optional.empty(), ConfigChange.unsetting("inter.broker.protocol.version"), waves));
        boolean formatted = survey.state().brokerConfigs().orElse(Map.of()).values().stream()
                .anyMatch(UpgradePlanner::setsMessageFormat);
        // From protocol 3.0 on brokers ignore it.
        if (formatted && !target.line().isAtLeast(new ReleaseLine(3, 0))) {
            rolls.add(new Roll(
                    Purpose.MESSAGE_FORMAT,
                    Optional.empty(),
                    ConfigChange.unsetting("log.message.format.version"),
                    waves));
        }
        return rolls;
    }

    private static boolean setsMessageFormat(ConfigSet configs) {
        ConfigValue format = configs.values().get("log.message.format.version");
        return format != null && format.source() == ConfigValue.Source.STATIC_BROKER;
    }

    /** The oldest protocol that a broker speaks; without one that is known, that of the oldest release. */
    private static ReleaseLine spoken(UpgradeSurvey survey) {
        Optional<ReleaseLine> oldest = survey.protocols().values().stream()
                .map(InterBrokerProtocol::value)
                .map(PathQuery::protocolLine)
                .flatMap(Optional::stream)
                .min(ReleaseLine::compareTo);
        return oldest.or(() -> survey.versions().values().stream()
                        .map(DetectedVersion::line)
                        .flatMap(Optional::stream)
                        .min(ReleaseLine::compareTo))
                .orElseThrow();
    }

    private static ConfigChange with(ConfigChange change, ReleaseLine protocol) {
        Map<String, String> set = new TreeMap<>(change.set());
        set.put("inter.broker.protocol.version", protocol.toString());
        return ConfigChange.of(set, change.unset());
    }

    private static PointOfNoReturn pointOfNoReturn(List<Roll> rolls, List<FinalizationStep> finalization) {
        if (rolls.stream().anyMatch(roll -> roll.purpose() == Purpose.PROTOCOL)) {
            return new PointOfNoReturn(
                    PointOfNoReturn.Where.PROTOCOL_ROLL,
                    "when the first broker starts without inter.broker.protocol.version, in the second roll.");
        }
        return finalization.stream()
                .filter(step -> step.reversibility() == Reversibility.IRREVERSIBLE)
                .findFirst()
                .map(step -> new PointOfNoReturn(
                        PointOfNoReturn.Where.FINALIZATION,
                        "when " + step.feature() + " " + step.toLevel() + " is finalized."))
                .orElseGet(() -> new PointOfNoReturn(
                        PointOfNoReturn.Where.NOWHERE, "none; every step of this plan can be taken back."));
    }

    private Rollback before(UpgradeSurvey survey, List<Roll> rolls) {
        return survey.era() == Era.ZOOKEEPER
                        && !rolls.isEmpty()
                        && request.target().isPresent()
                ? RollbackRules.pinned(back(survey, rolls))
                : after(survey, rolls, List.of());
    }

    private Rollback after(UpgradeSurvey survey, List<Roll> rolls, List<FinalizationStep> done) {
        if (request.target().isEmpty() || rolls.isEmpty()) {
            return new Rollback.Refused(List.of("No binaries are replaced, so there are none to put back."));
        }
        if (survey.era() == Era.ZOOKEEPER) {
            return rolls.size() == 1 ? RollbackRules.pinned(back(survey, rolls)) : RollbackRules.unpinned();
        }
        Map<String, Integer> levels = new HashMap<>(finalized(survey));
        done.forEach(step -> levels.put(step.feature(), step.toLevel()));
        return new RollbackRules(table)
                .kraft(
                        back(survey, rolls),
                        request.target().get(),
                        ConfigChecks.maxLogDirs(survey).orElse(2),
                        levels);
    }

    /** The pin of the ZooKeeper era stays while binaries go back. */
    private static Roll back(UpgradeSurvey survey, List<Roll> rolls) {
        return new Roll(
                Purpose.BACK, source(survey), ConfigChange.NONE, rolls.get(0).waves());
    }

    /** The release to go back to, if all nodes are known to run the same. */
    private static Optional<KafkaVersion> source(UpgradeSurvey survey) {
        Set<KafkaVersion> sources = survey.versions().values().stream()
                .map(DetectedVersion::exact)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean allKnown = survey.versions().values().stream()
                .allMatch(version -> version.exact().isPresent());
        return allKnown && sources.size() == 1 ? Optional.of(sources.iterator().next()) : Optional.empty();
    }
}
