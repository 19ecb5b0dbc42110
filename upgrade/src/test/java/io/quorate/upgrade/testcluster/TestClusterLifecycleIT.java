// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.Recovery;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TestClusterLifecycleIT {
    private static final Fence FENCE = new Fence("run", 2);
    private static final KafkaVersion NEW = KafkaVersion.of("4.3.1");
    private static final String KEY = "background.threads";

    @Test
    void replacesTheBinariesOfOneNode() throws Exception {
        try (TestCluster cluster =
                TestCluster.builder().nodes(1).version("4.3.0").start()) {
            TestClusterLifecycle lifecycle = new TestClusterLifecycle(cluster);
            NodeStatus before = lifecycle.status(1);
            StopRequest stop =
                    new StopRequest(before.startId().orElseThrow(), StopMode.CONTROLLED, Duration.ofMinutes(1));

            lifecycle.stop(FENCE, 1, stop);
            assertThat(lifecycle.status(1).isStopped()).isTrue();
            lifecycle.install(FENCE, 1, NEW);
            lifecycle.applyConfig(FENCE, 1, ConfigChange.setting(KEY, "3"));
            lifecycle.start(FENCE, 1);
            lifecycle.stop(FENCE, 1, stop); // as after a crash: the process that it names is gone

            NodeStatus after = lifecycle.status(1);
            assertThat(after.isRunning()).isTrue();
            assertThat(after.version()).contains(NEW);
            assertThat(after.startId()).isNotEqualTo(before.startId());
            Recovery.of(cluster).await(Duration.ofMinutes(2));
            assertThat(configured(cluster)).isEqualTo("3");
            assertThat(lifecycle.loggedErrors(1).gaps()).isEmpty();
            assertThat(lifecycle.latestMetadataSnapshot(1).gaps()).isEmpty();
            assertThatExceptionOfType(FencedException.class)
                    .isThrownBy(() -> lifecycle.start(new Fence("other", 1), 1))
                    .withMessageContaining("other/1")
                    .withMessageContaining("run/2");
        }
    }

    private static String configured(TestCluster cluster) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        Collection<Config> found =
                cluster.admin().describeConfigs(List.of(broker)).all().get().values();
        return found.iterator().next().get(KEY).value();
    }
}
