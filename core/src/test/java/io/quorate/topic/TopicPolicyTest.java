// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPolicyTest {
    @Test
    void everythingThatIsDeclaredIsKept() {
        Uuid id = Uuid.randomUuid();
        TopicPolicy policy = TopicPolicy.named("orders")
                .partitionsBetween(12, 24)
                .replicationFactor(3)
                .minInSyncReplicas(2)
                .retention(Duration.ofDays(7))
                .retentionBytes(1_000)
                .cleanupPolicy("compact", "delete")
                .compression("lz4")
                .config("segment.bytes", "1048576")
                .keyed()
                .exact()
                .pinDefaults()
                .id(id)
                .owner("team-orders")
                .build();

        assertThat(policy.topic()).contains("orders");
        assertThat(policy.partitions()).contains(new PartitionRange(12, 24));
        assertThat(policy.replicationFactor()).hasValue(3);
        assertThat(policy.configs())
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("retention.ms", "604800000")
                .containsEntry("retention.bytes", "1000")
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("compression.type", "lz4")
                .containsEntry("segment.bytes", "1048576");
        assertThat(policy.isKeyed()).isTrue();
        assertThat(policy.isExact()).isTrue();
        assertThat(policy.pinsDefaults()).isTrue();
        assertThat(policy.id()).contains(id);
        assertThat(policy.owner()).isEqualTo("team-orders");
        assertThat(policy).hasToString("TopicPolicy orders of team-orders");
    }

    @Test
    void whatIsNotDeclaredIsEmpty() {
        TopicPolicy policy = TopicPolicy.named("orders").build();

        assertThat(policy.partitions()).isEmpty();
        assertThat(policy.replicationFactor()).isEmpty();
        assertThat(policy.configs()).isEmpty();
        assertThat(policy.isKeyed()).isFalse();
        assertThat(policy).hasToString("TopicPolicy orders");
    }

    @Test
    void aPatternIsAboutTopicsWhoseWholeNameMatches() {
        TopicPolicy policy = TopicPolicy.matching("orders\\..*").build();

        assertThat(policy.appliesTo("orders.eu")).isTrue();
        assertThat(policy.appliesTo("my.orders.eu")).isFalse();
        assertThat(policy.topic()).isEmpty();
        assertThat(policy.subject()).isEqualTo("/orders\\..*/");
    }

    @Test
    void aTopicThatIsCompactedHasKeys() {
        assertThat(TopicPolicy.named("a").cleanupPolicy("compact").build().isKeyed())
                .isTrue();
        assertThat(TopicPolicy.named("a").cleanupPolicy("delete").build().isKeyed())
                .isFalse();
    }

    @Test
    void retainForeverLiftsBothLimits() {
        assertThat(TopicPolicy.named("a").retainForever().build().configs())
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "__mine"})
    void aNameThatKafkaCannotHaveIsRefused(String name) {
        assertThatThrownBy(() -> TopicPolicy.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aNameThatIsTooLongIsRefusedWithItsLength() {
        assertThat(TopicPolicy.named("a".repeat(249)).build().topic()).isPresent();
        assertThatThrownBy(() -> TopicPolicy.named("a".repeat(250))).hasMessageContaining("250 characters");
    }

    @Test
    void whatIsNoRegularExpressionIsRefused() {
        assertThatThrownBy(() -> TopicPolicy.matching("[a")).hasMessageContaining("no regular expression");
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3,4", "2,2"})
    void minInSyncReplicasThatStopWritesWhenOneBrokerIsLostAreRefused(int replicas, int minIsr) {
        assertThatThrownBy(() -> TopicPolicy.named("a")
                        .replicationFactor(replicas)
                        .minInSyncReplicas(minIsr)
                        .build())
                .hasMessageContaining("would stop writes")
                .hasMessageContaining("at most " + (replicas - 1));
    }

    @Test
    void aSingleReplicaMayHaveMinInSyncReplicasOfOne() {
        assertThat(TopicPolicy.named("a")
                        .replicationFactor(1)
                        .minInSyncReplicas(1)
                        .build()
                        .replicationFactor())
                .hasValue(1);
    }

    @Test
    void everyReasonIsListed() {
        assertThatThrownBy(() -> TopicPolicy.matching("a.*")
                        .minInSyncReplicas(0)
                        .id(Uuid.randomUuid())
                        .build())
                .hasMessageContaining("at least 1")
                .hasMessageContaining("an id belongs to one topic");
    }

    @Test
    void twoValuesForOneConfigAreRefusedWithBoth() {
        TopicPolicy.Builder policy = TopicPolicy.named("a").retention(Duration.ofMillis(5));

        assertThatThrownBy(() -> policy.config("retention.ms", "6")).hasMessageContaining("as 5 and as 6");
        assertThat(policy.config("retention.ms", "05").build().configs()).containsEntry("retention.ms", "5");
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms,a week,a whole number",
        "min.cleanable.dirty.ratio,half,a number",
        "preallocate,yes,true or false"
    })
    void aValueThatKafkaCannotReadIsRefused(String key, String value, String wanted) {
        assertThatThrownBy(() -> TopicPolicy.named("a").config(key, value))
                .hasMessageContaining(key + " must be " + wanted + ", not '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "2,1", "-1,3"})
    void aRangeOfPartitionsThatHoldsNoNumberIsRefused(int minimum, int maximum) {
        assertThatThrownBy(() -> TopicPolicy.named("a").partitionsBetween(minimum, maximum))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noReplicaIsRefused() {
        assertThatThrownBy(() -> TopicPolicy.named("a").replicationFactor(0)).hasMessageContaining("at least 1");
    }
}
