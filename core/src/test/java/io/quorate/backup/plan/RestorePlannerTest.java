// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.backup.AccessBackup;
import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.QuotaBackup;
import io.quorate.backup.plan.RestoreStep.Outcome;
import io.quorate.backup.plan.SimulatedCluster.SimulatedTopic;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class RestorePlannerTest {
    private static final Gap DENIED = new Gap("things", Gap.Kind.DENIED, "not you");

    private final SimulatedCluster source = new SimulatedCluster("one", 3);
    private final SimulatedCluster target = new SimulatedCluster("one", 3);

    @Test
    void createsATopicThatIsMissingWithAsManyReplicasAndItsConfigs() {
        topic(source, List.of(List.of(1, 2, 3), List.of(2, 3, 1)), Map.of("retention.ms", "1000"));

        RestorePlan plan = plan(RestoreOptions.defaults());

        assertThat(plan.writes()).singleElement().isInstanceOfSatisfying(RestoreStep.CreateTopic.class, create -> {
            assertThat(create.replicationFactor()).isEqualTo(3);
            assertThat(create.configs()).containsExactly(Map.entry("retention.ms", "1000"));
        });
        assertThat(plan.describe())
                .contains("create topic orders: 2 partitions, replication factor 3, {retention.ms=1000}")
                .contains("in all: 1 create, 0 change, 2 same, 0 refused, 0 not possible");
    }

    @Test
    void refusesMoreReplicasThanThereAreBrokers() {
        topic(source, List.of(List.of(1, 2, 3)), Map.of());
        SimulatedCluster small = new SimulatedCluster("one", 2);

        assertThat(refusals(small.plan(source.backup(), RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("its replication factor is [3], and 2 brokers are online; start more brokers");
        assertThat(refusals(small.plan(source.backup(), placed())))
                .singleElement()
                .asString()
                .contains("it had replicas on [3], and online are [1, 2]");
    }

    @Test
    void refusesPartitionsOfDifferentReplicationFactorsWhichKafkaDoesNotCreate() {
        topic(source, List.of(List.of(1), List.of(1, 2)), Map.of());

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("different replication factors: [1, 2]");
        assertThat(refusals(plan(placed()))).hasSize(1);
    }

    @Test
    void placesReplicasAsInTheBackupIfThatIsWanted() {
        topic(source, List.of(List.of(2, 1), List.of(1, 2)), Map.of());

        assertThat(plan(placed()).writes()).singleElement().satisfies(step -> assertThat(step.describe())
                .contains("replicas [[2, 1], [1, 2]]"));
    }

    @Test
    void createsNoTopicWhoseConfigsAreNotInTheBackup() {
        topic(source, List.of(List.of(1)), Map.of());
        ClusterBackup backup = source.backup().toBuilder()
                .configs(ConfigScope.TOPIC, Observed.unavailable(DENIED))
                .build();

        RestorePlan plan = target.plan(backup, RestoreOptions.defaults());

        assertThat(plan.writes()).isEmpty();
        assertThat(refusals(plan)).singleElement().asString().contains("its configs are not in the backup");
        assertThat(describe(plan, Outcome.NOT_POSSIBLE))
                .containsExactly("not possible things: not in the backup: DENIED (not you)");
    }

    @Test
    void addsPartitionsOnlyIfThatIsAllowedAndTakesNoneAway() {
        topic(source, List.of(List.of(1), List.of(2), List.of(3)), Map.of());
        topic(target, List.of(List.of(1)), Map.of());

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("it has 1 partitions, the backup 3; keys would go");
        assertThat(plan(RestoreOptions.builder().addPartitions().build()).writes())
                .containsExactly(new RestoreStep.AddPartitions("orders", 1, 3));
        assertThat(refusals(source.plan(target.backup(), RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("Kafka cannot take partitions away");
    }

    @Test
    void leavesReplicasToReassignment() {
        topic(source, List.of(List.of(1, 2, 3)), Map.of());
        topic(target, List.of(List.of(1)), Map.of());

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains(
                        "fewer replicas than in the backup (partition 0 1 instead of 3); raise the replication factor");
        assertThat(source.plan(target.backup(), RestoreOptions.defaults()).writes())
                .isEmpty();
        assertThat(refusals(source.plan(target.backup(), RestoreOptions.defaults())))
                .isEmpty();
    }

    @Test
    void setsNoTopicConfigThatDeletesRecordsOrLowersDurability() {
        topic(source, List.of(List.of(1)), Map.of("retention.ms", "1000", "segment.bytes", "1048576"));
        topic(target, List.of(List.of(1)), Map.of("retention.ms", "2000", "compression.type", "zstd"));

        RestorePlan plan = plan(RestoreOptions.defaults());

        assertThat(refusals(plan))
                .singleElement()
                .asString()
                .contains("configs of topic orders retention.ms: it is 2000, the backup has 1000")
                .contains("may delete records");
        assertThat(plan.writes())
                .containsExactly(new RestoreStep.SetConfigs(
                        ConfigScope.TOPIC, "orders", Map.of("segment.bytes", "1048576"), Map.of()));
        assertThat(plan.kept()).containsExactly("compression.type in configs of topic orders");
    }

    @Test
    void setsWhatIsInheritedWithTheSameValue() {
        topic(source, List.of(List.of(1)), Map.of("cleanup.policy", "delete"));
        topic(target, List.of(List.of(1)), Map.of());

        assertThat(plan(RestoreOptions.defaults()).writes()).singleElement().satisfies(step -> assertThat(
                        step.describe())
                .isEqualTo("create configs of topic orders: cleanup.policy = delete"));
    }

    @Test
    void refusesATopicConfigWhenNobodyTellsWhatHoldsNow() {
        topic(source, List.of(List.of(1)), Map.of("some.new.config", "1"));
        topic(target, List.of(List.of(1)), Map.of());

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("nobody told what holds now");
    }

    @Test
    void lowersNoLimitOfBrokersGroupsOrClients() {
        set(source, ConfigScope.BROKER, ConfigScope.EVERY_BROKER, "message.max.bytes", "10");
        set(target, ConfigScope.BROKER, ConfigScope.EVERY_BROKER, "message.max.bytes", "20");
        set(source, ConfigScope.GROUP, "billing", "consumer.session.timeout.ms", "10");
        set(target, ConfigScope.GROUP, "billing", "consumer.session.timeout.ms", "20");
        source.quotas.put(Map.of("user", Optional.empty()), Map.of("producer_byte_rate", 10.0));
        target.quotas.put(Map.of("user", Optional.empty()), new HashMap<>(Map.of("producer_byte_rate", 20.0)));

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("cluster-wide defaults message.max.bytes: it is 20"))
                .anySatisfy(text -> assertThat(text).contains("configs of group billing consumer.session.timeout.ms"))
                .anySatisfy(
                        text -> assertThat(text).contains("quota of user <default> producer_byte_rate: it is 20.0"));
        assertThat(source.plan(target.backup(), RestoreOptions.defaults()).steps(Outcome.CHANGE))
                .hasSize(3);
    }

    @Test
    void setsRetentionForAllTopicsOnlyWhereThereAreNone() {
        set(source, ConfigScope.BROKER, ConfigScope.EVERY_BROKER, "log.retention.ms", "1000");
        assertThat(plan(RestoreOptions.defaults()).writes()).hasSize(1);

        topic(target, List.of(List.of(1)), Map.of());

        assertThat(refusals(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("it is not set, the backup has 1000: it decides for topics that are there");
    }

    @Test
    void keepsConfigsOfSingleBrokersInTheirCluster() {
        set(source, ConfigScope.BROKER, "3", "log.cleaner.threads", "2");

        assertThat(plan(RestoreOptions.defaults()).writes()).hasSize(1);
        assertThat(refusals(new SimulatedCluster("one", 2).plan(source.backup(), RestoreOptions.defaults())))
                .containsExactly("refused configs of broker 3: the broker is not online; start it, and plan again");
        RestorePlan elsewhere = new SimulatedCluster("two", 3).plan(source.backup(), RestoreOptions.defaults());
        assertThat(refusals(elsewhere)).singleElement().asString().contains("they are of a broker of cluster one");
        assertThat(describe(elsewhere, Outcome.NOT_POSSIBLE))
                .singleElement()
                .asString()
                .contains("the backup is of one, this is two");
    }

    @Test
    void namesSensitiveValuesAndPasswordsThatNobodyHas() {
        source.users.put("alice", Map.of("SCRAM-SHA-256", 4096));
        ClusterBackup backup = source.backup().toBuilder()
                .configs(
                        ConfigScope.BROKER,
                        Observed.present(Map.of("1", new ConfigBackup(Map.of(), Set.of("ssl.keystore.password")))))
                .build();

        RestorePlan plan = target.plan(backup, RestoreOptions.defaults());

        assertThat(plan.writes()).isEmpty();
        assertThat(describe(plan, Outcome.NOT_POSSIBLE))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("configs of broker 1 ssl.keystore.password"))
                .anySatisfy(text -> assertThat(text).contains("user alice (SCRAM-SHA-256): nobody has its password"));
        target.users.put("alice", Map.of("SCRAM-SHA-256", 8192));
        assertThat(describe(target.plan(backup, RestoreOptions.defaults()), Outcome.NOT_POSSIBLE))
                .hasSize(1);
    }

    @Test
    void refusesWholeSectionsOfWhichNobodySeesWhatIsThere() {
        source.billed(6);
        source.acls.add(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "orders", PatternType.LITERAL),
                new AccessControlEntry("User:alice", "*", AclOperation.READ, AclPermissionType.ALLOW)));
        ClusterBackup backup = source.backup();
        RestoreTarget seen = target.target(backup);
        AccessBackup blind = new AccessBackup(
                Observed.unavailable(new Gap("acls", Gap.Kind.UNSUPPORTED, "no authorizer")),
                Observed.unavailable(DENIED),
                Observed.unavailable(DENIED));
        ClusterBackup.Builder cluster = seen.cluster().toBuilder()
                .features(Observed.unavailable(DENIED))
                .topics(Observed.unavailable(DENIED))
                .groups(Observed.unavailable(DENIED))
                .access(blind);
        for (ConfigScope scope : ConfigScope.values()) {
            cluster.configs(scope, Observed.unavailable(DENIED));
        }

        RestorePlan plan = RestorePlanner.plan(
                backup,
                new RestoreTarget(seen.state(), cluster.build(), Map.of(), Map.of()),
                RestoreOptions.defaults());

        assertThat(plan.writes()).isEmpty();
        assertThat(refusals(plan))
                .anySatisfy(text -> assertThat(text).contains("refused topics: things: DENIED"))
                .anySatisfy(text -> assertThat(text).contains("refused acls").contains("switch it on in the target"));
    }

    @Test
    void doesNotTakeWhatItCouldNotSeeForMissing() {
        topic(source, List.of(List.of(1)), Map.of());
        source.quotas.put(Map.of("user", Optional.of("alice")), Map.of("producer_byte_rate", 10.0));
        ClusterBackup backup = source.backup();
        RestoreTarget seen = target.target(backup);
        ClusterBackup partial = seen.cluster().toBuilder()
                .topics(Observed.of(Map.of(), List.of(DENIED)))
                .access(new AccessBackup(
                        Observed.present(List.of()),
                        Observed.of(List.<QuotaBackup>of(), List.of(DENIED)),
                        Observed.present(Map.of())))
                .build();

        RestorePlan plan = RestorePlanner.plan(
                backup, new RestoreTarget(seen.state(), partial, Map.of(), Map.of()), RestoreOptions.defaults());

        assertThat(plan.writes()).isEmpty();
        assertThat(refusals(plan)).hasSize(2).allSatisfy(text -> assertThat(text)
                .contains("not seen, and not all was seen"));
    }

    @Test
    void refusesAFeatureLevelThatTheTargetDoesNotHave() {
        ClusterBackup newer = source.backup().toBuilder()
                .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 31, "kraft.version", 0))))
                .build();

        assertThat(refusals(target.plan(newer, RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("feature metadata.version: the backup has level 31, the target 30; upgrade the nodes");
    }

    @Test
    void restoresOnlyTheSectionsThatAreWanted() {
        source.billed(6);
        source.acls.clear();

        RestorePlan plan = plan(
                RestoreOptions.builder().sections(Set.of(RestoreSection.TOPICS)).build());

        assertThat(plan.steps()).allSatisfy(step -> assertThat(step.section()).isEqualTo(RestoreSection.TOPICS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestoreOptions.builder().sections(Set.of()))
                .withMessageContaining("at least one");
    }

    @Test
    void isOutdatedByAnythingThatWouldBeDoneOtherwiseButNotByWhatIsDone() {
        topic(source, List.of(List.of(1)), Map.of());
        RestorePlan plan = plan(RestoreOptions.defaults());

        assertThat(plan.outdatedBy(plan)).isEmpty();
        topic(target, List.of(List.of(2)), Map.of());
        assertThat(plan.outdatedBy(plan(RestoreOptions.defaults()))).isEmpty();
        topic(target, List.of(List.of(1), List.of(2)), Map.of());
        assertThat(plan.outdatedBy(plan(RestoreOptions.defaults())))
                .singleElement()
                .asString()
                .contains("planned to create topic orders", "now it would be refused topic orders");
        assertThat(plan.outdatedBy(new SimulatedCluster("two", 3).plan(source.backup(), RestoreOptions.defaults())))
                .anySatisfy(text -> assertThat(text).contains("the cluster was one and is two"));
        RestorePlan nothing = plan(RestoreOptions.builder()
                .sections(Set.of(RestoreSection.CLUSTER))
                .build());
        assertThat(plan.outdatedBy(nothing)).singleElement().asString().contains("nothing to do about it now");
        assertThat(nothing.outdatedBy(plan)).singleElement().asString().contains("not planned, and now: create topic");
    }

    private RestorePlan plan(RestoreOptions options) {
        return target.plan(source.backup(), options);
    }

    private static RestoreOptions placed() {
        return RestoreOptions.builder().placement(Placement.AS_IN_BACKUP).build();
    }

    private static List<String> refusals(RestorePlan plan) {
        return describe(plan, Outcome.REFUSED);
    }

    private static List<String> describe(RestorePlan plan, Outcome outcome) {
        return plan.steps(outcome).stream().map(RestoreStep::describe).toList();
    }

    private static void topic(SimulatedCluster cluster, List<List<Integer>> replicas, Map<String, String> configs) {
        cluster.topics.put("orders", SimulatedTopic.of(replicas));
        configs.forEach((key, value) -> set(cluster, ConfigScope.TOPIC, "orders", key, value));
    }

    private static void set(SimulatedCluster cluster, ConfigScope scope, String name, String key, String value) {
        Objects.requireNonNull(cluster.configs.get(scope))
                .computeIfAbsent(name, any -> new HashMap<>())
                .put(key, value);
    }
}
