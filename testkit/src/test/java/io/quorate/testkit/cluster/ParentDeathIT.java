// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.Alone;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Alone
class ParentDeathIT {
    /** Another JVM, which starts a cluster, hangs one of its nodes, tells the processes of both, and then hangs itself. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws IOException {
            TestCluster cluster = TestCluster.builder().nodes(2).start();
            Faults.on(cluster).pause(Target.node(2));
            for (TestNode node : cluster.nodes()) {
                System.out.print(node.pid().orElseThrow() + " ");
            }
            System.out.println(cluster.directory());
            System.in.read();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noBrokerOutlivesItsParentHoweverThatEnds(boolean killed) throws Exception {
        Process parent = new ProcessBuilder(
                        NodeJava.current().executable().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            String[] told = output.readLine().split(" ", -1);
            List<ProcessHandle> nodes = Stream.of(told[0], told[1])
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            if (killed) {
                parent.toHandle().destroyForcibly();
            } else {
                parent.toHandle().destroy();
            }
            assertThat(parent.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Eventually.within(30, () -> nodes.stream().noneMatch(ProcessHandle::isAlive));
            // Only a parent that ends in an orderly way can clean up.
            assertThat(Path.of(told[2]).toFile().exists()).isEqualTo(killed);
            // The next JVM cleans up behind a parent that was killed.
            AbandonedFiles.deleteIn(Path.of(System.getProperty("java.io.tmpdir")));
            assertThat(Path.of(told[2])).doesNotExist();
        } finally {
            parent.destroyForcibly();
        }
    }
}
