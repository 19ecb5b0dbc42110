// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.Alone;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Alone
class PortLeaseIT {
    @Test
    void noPortIsLeasedTwiceUntilItIsGivenBack() {
        Set<Integer> ports = new HashSet<>();
        try (PortLease one = PortLease.take();
                PortLease two = PortLease.take()) {
            ports.add(one.port());
            ports.add(two.port());
            assertThat(ports).hasSize(2).allMatch(port -> port >= PortLease.FIRST && port < PortLease.LAST);
            assertThat(PortLease.tryTake(one.port())).isEmpty();
        }
        for (int port : ports) {
            try (PortLease again = PortLease.tryTake(port).orElseThrow()) {
                assertThat(again.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void aPortThatSomebodyListensOnIsNotLeased() throws Exception {
        int port;
        try (PortLease lease = PortLease.take()) {
            port = lease.port();
        }
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThat(PortLease.tryTake(port)).isEmpty();
        }
    }
}
