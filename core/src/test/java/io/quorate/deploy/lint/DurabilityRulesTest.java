// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurabilityRulesTest {
    private static final String REPLICAS = "KAFKA_DEFAULT_REPLICATION_FACTOR: 3";
    private static final String MIN_ISR = "KAFKA_MIN_INSYNC_REPLICAS: 2";

    /** Two brokers, and a controller that is none. */
    private static EditedFile twoBrokers() {
        return EditedFile.compose()
                .with("KAFKA_NODE_ID: 3", "KAFKA_NODE_ID: 3\n      KAFKA_PROCESS_ROLES: controller")
                .with(REPLICAS, "KAFKA_DEFAULT_REPLICATION_FACTOR: 2")
                .with(MIN_ISR, "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 2");
    }

    @Test
    void aNodeAloneMayBelongToABigClusterSoItsDefaultsCount() {
        EditedFile node = EditedFile.properties(
                "process.roles=broker", "node.id=4", "log.dirs=/data/a", "auto.create.topics.enable=false");

        assertThat(node.rules()).containsExactly(LintRule.K12, LintRule.K12);
        assertThat(node.saidBy(LintRule.K12)).allMatch(text -> text.contains(" is 1 since it is not set"));
    }

    @Test
    void twoBrokersNeedNotHaveThreeReplicas() {
        assertThat(twoBrokers().rules()).isEmpty();
    }

    @Test
    void aDefaultThatIsSetIsNotSaidToBeUnset() {
        assertThat(EditedFile.compose()
                        .with(REPLICAS, "KAFKA_DEFAULT_REPLICATION_FACTOR: 1")
                        .saidBy(LintRule.K12))
                .hasSize(3)
                .allMatch(text -> text.contains(" is 1: topics that say nothing"));
        assertThat(EditedFile.compose()
                        .with(MIN_ISR, "KAFKA_MIN_INSYNC_REPLICAS: 1")
                        .saidBy(LintRule.K12))
                .hasSize(3)
                .allMatch(text -> text.contains(" is 1: a record is acknowledged"));
    }

    @Test
    void aNumberOfReplicasThatIsUnknownIsNotTakenForOne() {
        assertThat(EditedFile.compose()
                        .with(REPLICAS, "KAFKA_DEFAULT_REPLICATION_FACTOR: ${RF}")
                        .rules())
                .isEmpty();
    }

    @Test
    void offsetsNeedThreeBrokersIfNothingIsSaid() {
        EditedFile unset = twoBrokers().without("  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 2\n");

        assertThat(unset.rules()).containsExactly(LintRule.K14, LintRule.K14);
        assertThat(unset.saidBy(LintRule.K14))
                .allMatch(text -> text.contains("offsets") && text.contains(" is 3 since it is not set"));
    }

    @Test
    void anInternalTopicThatNeedsMoreBrokersIsFoundOnlyIfItsReplicasAreKnown() {
        EditedFile transactions = twoBrokers()
                .with(
                        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 2\n",
                        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: ${OFFSETS}\n  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: 3\n");

        assertThat(transactions.rules()).containsOnly(LintRule.K14);
        assertThat(transactions.saidBy(LintRule.K14))
                .allMatch(text -> text.startsWith("transaction") && text.contains(" is 3, but there are 2 brokers"));
    }

    @Test
    void oneRackForThreeBrokersIsNone() {
        EditedFile same = EditedFile.compose()
                .with("KAFKA_BROKER_RACK: b", "KAFKA_BROKER_RACK: a")
                .with("KAFKA_BROKER_RACK: c", "KAFKA_BROKER_RACK: a");

        assertThat(same.rules()).containsExactly(LintRule.K24);
        assertThat(same.saidBy(LintRule.K24)).first().asString().contains("[a] on every broker");
    }

    @Test
    void racksThatAreUnknownMayDiffer() {
        assertThat(EditedFile.compose()
                        .with("KAFKA_BROKER_RACK: b", "KAFKA_BROKER_RACK: ${RACK_B}")
                        .with("KAFKA_BROKER_RACK: c", "KAFKA_BROKER_RACK: ${RACK_C}")
                        .rules())
                .isEmpty();
    }

    @Test
    void twoBrokersMayShareARack() {
        assertThat(twoBrokers()
                        .with("KAFKA_BROKER_RACK: b", "KAFKA_BROKER_RACK: a")
                        .rules())
                .isEmpty();
    }
}
