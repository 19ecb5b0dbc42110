// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    @Test
    void aNodeIsTouchedByLinksToOthersAndNotByThoseToItself() {
        Link from = new Link(OptionalInt.of(1), 2, Traffic.BROKER);
        assertThat(from.touches(1)).isTrue();
        assertThat(from.touches(2)).isTrue();
        assertThat(from.touches(3)).isFalse();
        assertThat(from.leaves(1)).isTrue();
        assertThat(from.leaves(2)).isFalse();
        assertThat(new Link(OptionalInt.of(1), 1, Traffic.CONTROLLER).touches(1))
                .isFalse();
        assertThat(new Link(OptionalInt.empty(), 1, Traffic.CLIENT).touches(1)).isTrue();
        assertThat(new Link(OptionalInt.empty(), 1, Traffic.CLIENT)).hasToString("clients -> node 1 (CLIENT)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 65_535})
    void theAddressOfANodeLeadsBackToIt(int nodeId) throws Exception {
        InetAddress address = InetAddress.getByName(NodeAddress.of(nodeId));
        assertThat(address.isLoopbackAddress()).isTrue();
        assertThat(NodeAddress.nodeAt(address)).hasValue(nodeId);
    }

    @Test
    void otherAddressesAreNoNodesAndLargeIdsHaveNone() {
        assertThat(NodeAddress.nodeAt(InetAddress.getLoopbackAddress())).isEmpty();
        assertThatThrownBy(() -> NodeAddress.of(65_536)).hasMessageContaining("65535");
    }

    @Test
    void conditionsAddUpToTheSumOfLatenciesAndTheNarrowestBandwidth() {
        LinkCondition all = LinkCondition.all(List.of(
                LinkCondition.latency(Duration.ofMillis(10)),
                LinkCondition.bandwidth(500),
                LinkCondition.latency(Duration.ofMillis(5)),
                LinkCondition.bandwidth(700)));
        assertThat(all.isCut()).isFalse();
        assertThat(all.latency()).isEqualTo(Duration.ofMillis(15));
        assertThat(all.bytesPerSecond()).hasValue(500);
        assertThat(LinkCondition.all(List.of(all, LinkCondition.cut())).isCut()).isTrue();
        assertThat(LinkCondition.all(List.of()).bytesPerSecond()).isEmpty();
    }

    @Test
    void conditionsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> LinkCondition.latency(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> LinkCondition.bandwidth(0)).hasMessageContaining("cut");
    }

    @Test
    void aNarrowLaneKeepsBytesBackAsLongAsThoseBeforeThem() {
        LinkState.Lane lane = new LinkState(
                        new Link(OptionalInt.empty(), 1, Traffic.CLIENT), LinkCondition.bandwidth(1_000))
                .requests();
        assertThat(lane.arrival(0, 500)).isEqualTo(500_000_000);
        assertThat(lane.arrival(0, 500)).isEqualTo(1_000_000_000);
        assertThat(lane.arrival(5_000_000_000L, 500)).isEqualTo(5_500_000_000L);
    }
}
