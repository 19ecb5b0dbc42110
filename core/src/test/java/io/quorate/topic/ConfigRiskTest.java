// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Clusters;
import io.quorate.cluster.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigRiskTest {
    private static final Topic FULL = Clusters.topic("a", Clusters.partition(0, Seen.ALL, Seen.ALL));

    @ParameterizedTest
    @CsvSource({
        "retention.ms,1000,500,DATA_LOSS",
        "retention.ms,1000,2000,SAFE",
        "retention.ms,1000,-1,SAFE",
        "retention.ms,-1,1000,DATA_LOSS",
        "retention.bytes,-1,1000,DATA_LOSS",
        "local.retention.ms,-2,1000,DATA_LOSS",
        "local.retention.ms,1000,-2,DATA_LOSS",
        "delete.retention.ms,1000,10,DATA_LOSS",
        "retention.ms,soon,10,DATA_LOSS",
        "cleanup.policy,delete,compact,DATA_LOSS",
        "cleanup.policy,compact,delete,DATA_LOSS",
        "unclean.leader.election.enable,false,true,DURABILITY",
        "unclean.leader.election.enable,true,false,SAFE",
        "max.message.bytes,1000,500,PRODUCER_BREAK",
        "max.message.bytes,1000,2000,SAFE",
        "message.timestamp.before.max.ms,1000,1,PRODUCER_BREAK",
        "message.timestamp.type,CreateTime,LogAppendTime,PRODUCER_BREAK",
        "remote.storage.enable,true,false,DATA_LOSS",
        "remote.storage.enable,false,true,SAFE",
        "remote.log.delete.on.disable,false,true,DATA_LOSS",
        "compression.type,producer,lz4,SAFE",
        "segment.bytes,1000,100,SAFE",
        "flush.ms,1000,100,SAFE",
        "min.compaction.lag.ms,1000,100,SAFE",
        "max.compaction.lag.ms,1000,100,SAFE",
        "some.future.config,1,2,DATA_LOSS"
    })
    void eachChangeHasItsRisk(String key, String seen, String declared, Risk risk) {
        assertThat(ConfigRisk.of(FULL, key, seen, declared).risk()).isEqualTo(risk);
        assertThat(ConfigRisk.of(FULL, key, seen, declared).reason()).isNotBlank();
    }

    @Test
    void moreInSyncReplicasAreSafeOnlyWhereEveryIsrHasThemAndOneMoreReplicaIsThere() {
        Topic behind = Clusters.topic("a", Clusters.partition(0, Seen.ALL, List.of(1)));
        Topic small = Clusters.topic("a", Clusters.partition(0, List.of(1, 2), List.of(1, 2)));

        assertThat(ConfigRisk.of(FULL, "min.insync.replicas", "1", "2").risk()).isEqualTo(Risk.SAFE);
        assertThat(ConfigRisk.of(behind, "min.insync.replicas", "1", "2").risk())
                .isEqualTo(Risk.AVAILABILITY);
        assertThat(ConfigRisk.of(behind, "min.insync.replicas", "1", "2").reason())
                .contains("ISR [1]");
        assertThat(ConfigRisk.of(small, "min.insync.replicas", "1", "2").risk()).isEqualTo(Risk.AVAILABILITY);
        assertThat(ConfigRisk.of(small, "min.insync.replicas", "1", "2").reason())
                .contains("2 replicas");
    }

    @Test
    void fewerInSyncReplicasCostDurability() {
        assertThat(ConfigRisk.of(FULL, "min.insync.replicas", "2", "1").risk()).isEqualTo(Risk.DURABILITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention.ms|0604800000|604800000|true",
                "retention.ms|1|2|false",
                "min.cleanable.dirty.ratio|0.50|.5|true",
                "preallocate|FALSE|false|true",
                "preallocate|maybe|maybe|true",
                "cleanup.policy|delete,compact|compact, delete|true",
                "cleanup.policy|delete|compact|false",
                "compression.type|lz4|zstd|false",
                "some.future.config|a|a|true"
            })
    void valuesAreComparedByTheirType(String key, String one, String other, boolean same) {
        assertThat(ConfigType.same(key, one, other)).isEqualTo(same);
    }

    @Test
    void riskSaysWhatConsentMeans() {
        for (Risk risk : Risk.values()) {
            assertThat(risk.cost()).isNotBlank();
        }
        assertThat(ConfigType.knownKeys())
                .contains("retention.ms", "cleanup.policy")
                .hasSizeGreaterThan(30);
    }
}
