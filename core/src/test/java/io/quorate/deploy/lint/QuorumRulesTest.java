// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuorumRulesTest {
    private static final String VOTERS = "1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093";
    private static final String AFFINITY = "      affinity:\n";
    private static final String TERMS =
            "        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - key: ";

    private static EditedFile fourthNode(String roles, String voters) {
        String fourth = """
                  kafka-4:
                    <<: *kafka
                    hostname: kafka-4
                    volumes: ["data-4:/var/lib/kafka"]
                    environment:
                      <<: *env
                      KAFKA_NODE_ID: 4
                      KAFKA_BROKER_RACK: d
                      KAFKA_PROCESS_ROLES: ROLES
                      KAFKA_CONTROLLER_QUORUM_VOTERS: VOTERS
                      KAFKA_ADVERTISED_LISTENERS: CLIENT://kafka-4:9092
                """.replace(": ROLES", ": " + roles).replace(": VOTERS", ": " + voters);
        return EditedFile.compose().with("  ui:\n", fourth + "  ui:\n");
    }

    @Test
    void aControllerThatIsNoVoterDoesNotStartWhateverElseIsThere() {
        assertThat(EditedFile.properties(
                                "process.roles=controller",
                                "node.id=9",
                                "log.dirs=/data/a",
                                "controller.quorum.voters=1@a:9093,2@b:9093")
                        .saidBy(LintRule.K05))
                .containsExactly("controller 9 is not among the voters [1, 2], so it does not start");
        assertThat(EditedFile.properties(
                                "process.roles=broker",
                                "node.id=9",
                                "log.dirs=/data/a",
                                "controller.quorum.voters=1@a:9093,2@b:9093")
                        .saidBy(LintRule.K05))
                .isEmpty();
        assertThat(EditedFile.properties(
                                "process.roles=controller",
                                "node.id=2",
                                "log.dirs=/data/a",
                                "controller.quorum.voters=1@a:9093,2@b:9093")
                        .rules())
                .isEmpty();
    }

    @Test
    void aBrokerMustKnowAllControllers() {
        assertThat(fourthNode("broker", VOTERS).rules()).isEmpty();
        assertThat(fourthNode("broker", "1@kafka-1:9093,2@kafka-2:9093").rules())
                .containsExactly(LintRule.K05);
    }

    @Test
    void aControllerThatOthersLeaveOutIsToldOnce() {
        EditedFile left = fourthNode("broker,controller", VOTERS);

        assertThat(left.saidBy(LintRule.K05))
                .containsExactly("controller 4 is not among the voters [1, 2, 3], so it does not start");
    }

    @Test
    void fourControllersAreNoBetterThanThreeAndOneIsNone() {
        assertThat(fourthNode("broker,controller", VOTERS).saidBy(LintRule.K08))
                .containsExactly("4 controllers survive no more losses than 3");
        assertThat(EditedFile.compose()
                        .with(VOTERS, "1@kafka-1:9093")
                        .with("KAFKA_PROCESS_ROLES: broker,controller", "KAFKA_PROCESS_ROLES: broker")
                        .with(
                                "      KAFKA_NODE_ID: 1",
                                "      KAFKA_PROCESS_ROLES: broker,controller\n      KAFKA_NODE_ID: 1")
                        .saidBy(LintRule.K08))
                .singleElement()
                .asString()
                .startsWith("one controller:");
    }

    @Test
    void brokersWithoutTheirControllersAreHalfTheTruth() {
        assertThat(EditedFile.compose()
                        .with("KAFKA_PROCESS_ROLES: broker,controller", "KAFKA_PROCESS_ROLES: broker")
                        .saidBy(LintRule.K08))
                .isEmpty();
    }

    @Test
    void controllersOfOneZoneAreLostWithIt() {
        EditedFile one = EditedFile.kubernetes()
                .with(AFFINITY, "      nodeSelector:\n        topology.kubernetes.io/zone: a\n" + AFFINITY);
        EditedFile pinned = EditedFile.kubernetes()
                .with(
                        AFFINITY,
                        AFFINITY + TERMS
                                + "topology.kubernetes.io/zone\n                    operator: In\n                    values: [a]\n");

        assertThat(one.saidBy(LintRule.K08)).singleElement().asString().contains("in zone [a]");
        assertThat(one.rules()).containsExactly(LintRule.K08);
        assertThat(pinned.saidBy(LintRule.K08)).singleElement().asString().contains("in zone [a]");
    }

    @Test
    void aChoiceOfZonesIsNotOneZone() {
        assertThat(EditedFile.kubernetes()
                        .with(
                                AFFINITY,
                                AFFINITY + TERMS
                                        + "topology.kubernetes.io/zone\n                    operator: In\n                    values: [a, b]\n")
                        .rules())
                .isEmpty();
        assertThat(EditedFile.kubernetes()
                        .with(
                                AFFINITY,
                                AFFINITY + TERMS
                                        + "disk\n                    operator: In\n                    values: [ssd]\n")
                        .rules())
                .isEmpty();
    }

    @Test
    void aSetForEachZoneIsGood() {
        String zone = "      nodeSelector:\n        topology.kubernetes.io/zone: ZONE\n" + AFFINITY;

        assertThat(EditedFile.threeSets(AFFINITY, zone, List.of("a", "b", "c")).rules())
                .isEmpty();
        assertThat(EditedFile.threeSets(AFFINITY, zone, List.of("a", "a", "a")).rules())
                .containsExactly(LintRule.K08);
    }
}
