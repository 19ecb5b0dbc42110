// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.Alone;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Alone
class LinksIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Links links = Links.open();
    private ServerSocket echo = open();
    private Thread serving = Thread.currentThread();
    private int port;

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, LOOPBACK);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void putALinkInFrontOfAnEchoServer() throws IOException {
        try (ServerSocket free = open()) {
            port = free.getLocalPort();
        }
        links.add(new Front(port, 7, Traffic.BROKER, (InetSocketAddress) echo.getLocalSocketAddress()));
        startToServe();
    }

    private void startToServe() {
        serving = new Thread(this::serve, "echo");
        serving.setDaemon(true);
        serving.start();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Thread one = new Thread(() -> echo(socket), "echo-one");
                one.setDaemon(true);
                one.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException e) {
            // the test ends it
        }
    }

    @AfterEach
    void closeAll() throws IOException {
        links.close();
        echo.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("quorate-links"));
        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(LOOPBACK, port));
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket(LOOPBACK, port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static Duration roundTrip(Socket socket, int value) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(value);
        assertThat(socket.getInputStream().read()).isEqualTo(value);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Goes on until one is quick enough: load may delay some, but what the link adds is in each. */
    private static Duration quickest(Socket socket, Duration enough) throws IOException {
        Duration quickest = roundTrip(socket, 1);
        for (int more = 0; more < 20 && quickest.compareTo(enough) > 0; more++) {
            Duration next = roundTrip(socket, 1);
            quickest = next.compareTo(quickest) < 0 ? next : quickest;
        }
        return quickest;
    }

    @Test
    void aConnectionBelongsToTheLinkOfTheNodeThatItsAddressNames() throws IOException {
        try (Socket node = connect(NodeAddress.of(300));
                Socket client = connect("127.0.0.1")) {
            roundTrip(node, 1);
            roundTrip(client, 2);
            assertThat(links.connections())
                    .isEqualTo(Map.of(
                            new Link(OptionalInt.of(300), 7, Traffic.BROKER), 1,
                            new Link(OptionalInt.empty(), 7, Traffic.CLIENT), 1));
        }
    }

    @Test
    void manyBytesArriveWholeAndTheEndArrivesAfterThem() throws Exception {
        byte[] sent = new byte[8_000_000];
        new Random(1).nextBytes(sent);
        try (Socket socket = connect("127.0.0.1")) {
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(socket));
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();
            assertThat(received.get()).isEqualTo(sent);
        }
    }

    private static byte[] readAll(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aCutHoldsBackOldAndNewConnectionsUntilItIsHealedAndLeavesOtherLinksAlone() throws IOException {
        try (Socket before = connect(NodeAddress.of(1));
                Socket other = connect(NodeAddress.of(2))) {
            roundTrip(before, 1);
            Suffering cut = links.impose(link -> link.leaves(1), LinkCondition.cut());
            try (Socket during = connect(NodeAddress.of(1))) {
                for (Socket socket : new Socket[] {before, during}) {
                    socket.getOutputStream().write(9);
                    socket.setSoTimeout(200);
                    assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                    socket.setSoTimeout(10_000);
                }
                roundTrip(other, 2);
                cut.close();
                cut.close();
                assertThat(before.getInputStream().read()).isEqualTo(9);
                assertThat(during.getInputStream().read()).isEqualTo(9);
            }
        }
    }

    @Test
    void latencyIsAddedInEachDirectionAndConditionsAddUp() throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            roundTrip(socket, 1);
            Suffering one = links.impose(link -> true, LinkCondition.latency(Duration.ofMillis(100)));
            assertThat(quickest(socket, Duration.ofSeconds(1)))
                    .isBetween(Duration.ofMillis(200), Duration.ofMillis(1_000));
            Suffering two = links.impose(link -> link.to() == 7, LinkCondition.latency(Duration.ofMillis(50)));
            assertThat(quickest(socket, Duration.ofSeconds(1)))
                    .isBetween(Duration.ofMillis(300), Duration.ofMillis(1_100));
            one.close();
            two.close();
            assertThat(quickest(socket, Duration.ofMillis(90))).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void bandwidthIsSharedByTheConnectionsOfALink() throws Exception {
        try (Socket one = connect(NodeAddress.of(1));
                Socket two = connect(NodeAddress.of(1))) {
            roundTrip(one, 1);
            roundTrip(two, 1);
            links.impose(link -> true, LinkCondition.bandwidth(200_000));
            Duration taken = Duration.ofHours(1);
            for (int tries = 0; tries < 10 && taken.compareTo(Duration.ofSeconds(2)) > 0; tries++) {
                long start = System.nanoTime();
                one.getOutputStream().write(new byte[50_000]);
                two.getOutputStream().write(new byte[50_000]);
                one.getInputStream().readNBytes(50_000);
                two.getInputStream().readNBytes(50_000);
                taken = Duration.ofNanos(System.nanoTime() - start);
                // 100 kB at 200 kB/s there; on the way back most of it has been spread already.
                assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(480));
            }
            assertThat(taken).isLessThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void whatANarrowLinkHoldsBackArrivesWhenItIsWideAgain() throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            roundTrip(socket, 1);
            Suffering narrow = links.impose(link -> true, LinkCondition.bandwidth(1));
            socket.getOutputStream().write(new byte[1_000]);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(10_000);
            narrow.close();
            assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
        }
    }

    @Test
    void aResetIsSeenByTheClientAsOneAndNewConnectionsWork() throws IOException {
        try (Socket socket = connect(NodeAddress.of(1))) {
            roundTrip(socket, 1);
            assertThat(links.reset(link -> link.touches(1))).isEqualTo(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket again = connect(NodeAddress.of(1))) {
            roundTrip(again, 1);
        }
    }

    @Test
    void whoConnectsWhileNobodyListensIsResetAndServedLater() throws Exception {
        int behind = echo.getLocalPort();
        echo.close();
        serving.join(); // until then the kernel goes on to accept for the thread that was about to
        try (Socket socket = connect("127.0.0.1")) {
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() < 0) {
                            throw new SocketException("ended");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        echo = new ServerSocket();
        echo.setReuseAddress(true);
        echo.bind(new InetSocketAddress(LOOPBACK, behind));
        startToServe();
        try (Socket socket = connect("127.0.0.1")) {
            roundTrip(socket, 5);
        }
    }

    @Test
    void whatIsAskedOfClosedLinksIsRefusedAndClosingConditionsIsNot() {
        AtomicBoolean asked = new AtomicBoolean();
        Suffering suffering = links.impose(link -> asked.getAndSet(true), LinkCondition.cut());
        links.close();
        suffering.close();
        assertThatThrownBy(links::connections).hasMessageContaining("closed");
    }
}
