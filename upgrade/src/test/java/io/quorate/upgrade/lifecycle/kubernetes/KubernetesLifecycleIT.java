// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.quorate.time.Time;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.ProcessState;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.lifecycle.SwapOrder;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against the CRUD mock server of the client: it keeps objects and refuses stale updates as the API server does, but it has no
 * controllers and no kubelet. What those do happens here whenever the lifecycle waits.
 */
class KubernetesLifecycleIT {
    private static final String NAMESPACE = "kafka";
    private static final Fence FENCE = new Fence("run-1", 2);
    private static final KafkaVersion OLD = KafkaVersion.of("4.2.1");
    private static final KafkaVersion NEW = KafkaVersion.of("4.3.1");

    /** Kept, or it is forgotten that it is to say nothing of each request. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final KubernetesClient client = connect();
    private final Controllers controllers = new Controllers(client);
    private final KubernetesLifecycle lifecycle = build();

    private KubernetesClient connect() {
        REQUESTS.setLevel(Level.WARNING);
        server.init();
        return server.createClient();
    }

    private KubernetesLifecycle build() {
        return KubernetesLifecycle.builder(client, NAMESPACE)
                .statefulSet("broker", 100)
                .startTimeout(Duration.ofSeconds(30))
                .time(controllers)
                .build();
    }

    @BeforeEach
    void prepare() {
        create("broker", "OnDelete");
        controllers.work();
    }

    @AfterEach
    void leaveNothingBehind() {
        client.close();
        server.destroy();
    }

    @Test
    void replacesOnePodAndNoOther() {
        NodeStatus other = lifecycle.status(102);
        NodeStatus before = lifecycle.status(101);
        assertThat(before.isRunning()).isTrue();
        assertThat(before.version()).contains(OLD);
        assertThat(lifecycle.swapOrder()).isEqualTo(SwapOrder.INSTALL_STOP_START);

        lifecycle.install(FENCE, 101, NEW);
        lifecycle.applyConfig(FENCE, 101, ConfigChange.setting("inter.broker.protocol.version", "4.2"));
        controllers.work();
        assertThat(lifecycle.status(101)).as("still what runs").isEqualTo(before);

        StopRequest stop = stop(before);
        lifecycle.stop(FENCE, 101, stop);
        lifecycle.start(FENCE, 101);
        lifecycle.stop(FENCE, 101, stop); // as after a crash: that pod is gone

        NodeStatus after = lifecycle.status(101);
        assertThat(after.isRunning()).isTrue();
        assertThat(after.version()).contains(NEW);
        assertThat(after.startId()).isNotEqualTo(before.startId());
        assertThat(lifecycle.status(102)).isEqualTo(other);
        assertThat(pod("broker-1").getSpec().getContainers().get(0).getEnv()).anySatisfy(variable -> {
            assertThat(variable.getName()).isEqualTo("KAFKA_INTER_BROKER_PROTOCOL_VERSION");
            assertThat(variable.getValue()).isEqualTo("4.2");
        });
    }

    @Test
    void goesBackForAPodThatNeverStarts() {
        controllers.broken = "apache/kafka:4.3.1";
        lifecycle.install(FENCE, 100, NEW);
        lifecycle.stop(FENCE, 100, stop(lifecycle.status(100)));

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.start(FENCE, 100))
                .withMessageContaining("did not start")
                .withMessageContaining("ImagePullBackOff");
        NodeStatus stuck = lifecycle.status(100);
        assertThat(stuck.state()).isEqualTo(ProcessState.STOPPED);
        assertThat(stuck.version()).contains(NEW);

        lifecycle.install(FENCE, 100, OLD);
        lifecycle.start(FENCE, 100);

        assertThat(lifecycle.status(100).isRunning()).isTrue();
        assertThat(lifecycle.status(100).version()).contains(OLD);
    }

    @Test
    void saysThatAPodOnALostMachineIsStillThere() {
        client.pods().inNamespace(NAMESPACE).withName("broker-0").edit(pod -> new PodBuilder(pod)
                .editMetadata()
                .withFinalizers("quorate.io/lost-machine")
                .endMetadata()
                .build());

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.stop(FENCE, 100, stop(lifecycle.status(100))))
                .withMessageContaining("still there");
    }

    @Test
    void isFencedByTheAnnotation() {
        lifecycle.install(FENCE, 100, OLD);

        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> build().install(new Fence("run-0", 1), 101, NEW))
                .withMessageContaining("run-1/2");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> build().stop(new Fence("run-0", 2), 101, stop(lifecycle.status(101))));
        assertThat(image("broker")).isEqualTo("apache/kafka:4.2.1");
        build().install(new Fence("run-1", 3), 101, NEW);
        assertThat(image("broker")).isEqualTo("apache/kafka:4.3.1");
    }

    @Test
    void refusesASetThatRestartsItsPodsByItself() {
        create("rolling", "RollingUpdate");
        KubernetesLifecycle other = KubernetesLifecycle.builder(client, NAMESPACE)
                .statefulSet("rolling", 0)
                .build();

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> other.install(FENCE, 0, NEW))
                .withMessageContaining("RollingUpdate")
                .withMessageContaining("OnDelete");
        assertThat(image("rolling")).isEqualTo("apache/kafka:4.2.1");
    }

    @Test
    void namesSettingsAsTheImageReadsThem() {
        assertThat(Template.variable("log.segment.bytes")).isEqualTo("KAFKA_LOG_SEGMENT_BYTES");
        assertThat(Template.variable("a_b-c.d")).isEqualTo("KAFKA_A__B___C_D");
    }

    @Test
    void knowsNoOtherNodes() {
        assertThatIllegalArgumentException().isThrownBy(() -> lifecycle.status(99));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lifecycle.status(103))
                .withMessageContaining("3 pods");
        assertThatIllegalStateException()
                .isThrownBy(() -> KubernetesLifecycle.builder(client, NAMESPACE).build());
    }

    private static StopRequest stop(NodeStatus status) {
        return new StopRequest(status.startId().orElseThrow(), StopMode.CONTROLLED, Duration.ofSeconds(20));
    }

    private Pod pod(String name) {
        return client.pods().inNamespace(NAMESPACE).withName(name).get();
    }

    private String image(String name) {
        return client.apps()
                .statefulSets()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private void create(String name, String strategy) {
        StatefulSet set = new StatefulSetBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .withNewUpdateStrategy()
                .withType(strategy)
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("kafka")
                .withImage("apache/kafka:" + OLD)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        client.resource(set).create();
    }

    /** What the StatefulSet controller and the kubelet do, at each wait. */
    private static final class Controllers implements Time {
        private final KubernetesClient client;
        private String broken = "";
        private long nanos;

        Controllers(KubernetesClient client) {
            this.client = client;
        }

        void work() {
            StatefulSet set = client.apps()
                    .statefulSets()
                    .inNamespace(NAMESPACE)
                    .withName("broker")
                    .get();
            for (int ordinal = 0; ordinal < set.getSpec().getReplicas(); ordinal++) {
                String name = "broker-" + ordinal;
                if (client.pods().inNamespace(NAMESPACE).withName(name).get() == null) {
                    client.resource(run(name, set)).create();
                }
            }
        }

        private Pod run(String name, StatefulSet set) {
            String image =
                    set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
            PodBuilder pod = new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .withSpec(set.getSpec().getTemplate().getSpec());
            if (image.equals(broken)) {
                return pod.withNewStatus()
                        .withPhase("Pending")
                        .addNewContainerStatus()
                        .withName("kafka")
                        .withNewState()
                        .withNewWaiting("no such image", "ImagePullBackOff")
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build();
            }
            return pod.withNewStatus()
                    .withPhase("Running")
                    .addNewContainerStatus()
                    .withName("kafka")
                    .withNewState()
                    .withNewRunning(Instant.EPOCH.toString())
                    .endState()
                    .endContainerStatus()
                    .endStatus()
                    .build();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
            work();
        }
    }
}
