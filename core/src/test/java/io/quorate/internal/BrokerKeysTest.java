// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerKeysTest {
    @ParameterizedTest
    @CsvSource({
        "zookeeper.connect, 3, 9, true",
        "zookeeper.connect, 4, 0, false",
        "zookeeper.connect, 2, 1, true",
        "share.coordinator.state.topic.replication.factor, 3, 3, false",
        "share.coordinator.state.topic.replication.factor, 4, 1, true",
        "share.coordinator.state.topic.replication.factor, 9, 0, true",
        "listener.name.client.ssl.client.auth, 4, 3, true",
        "no.such.key, 4, 3, false"
    })
    void keysBelongToReleases(String key, int major, int minor, boolean known) {
        assertThat(BrokerKeys.isKnown(key, major, minor)).isEqualTo(known);
    }

    @Test
    void theNearestKeyIsSuggestedIfItIsNear() {
        assertThat(BrokerKeys.nearest("num.partition")).contains("num.partitions");
        assertThat(BrokerKeys.nearest("LOG_DIRS")).contains("log.dirs");
        assertThat(BrokerKeys.nearest("something.quite.different")).isEmpty();
    }

    @Test
    void valuesMustBeOfTheirType() {
        assertThat(BrokerKeys.complaint("num.partitions", "three")).contains("a whole number");
        assertThat(BrokerKeys.complaint("num.partitions", " 3 ")).isEmpty();
        assertThat(BrokerKeys.complaint("auto.create.topics.enable", "yes")).contains("true or false");
        assertThat(BrokerKeys.complaint("auto.create.topics.enable", "FALSE")).isEmpty();
        assertThat(BrokerKeys.complaint("num.partitions", "${secrets:/x:y}")).isEmpty();
        assertThat(BrokerKeys.complaint("log.dirs", "/a")).isEmpty();
        assertThat(BrokerKeys.complaint("plugin.key", "x")).isEmpty();
    }

    @Test
    void distanceCountsEdits() {
        assertThat(BrokerKeys.distance("", "abc")).isEqualTo(3);
        assertThat(BrokerKeys.distance("abc", "abd")).isEqualTo(1);
        assertThat(BrokerKeys.distance("kitten", "sitting")).isEqualTo(3);
    }
}
