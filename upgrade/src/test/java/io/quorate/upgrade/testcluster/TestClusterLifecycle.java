// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.testcluster;

import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.FenceGuard;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.version.KafkaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Hands on the child processes of a {@link TestCluster}. */
public final class TestClusterLifecycle implements BrokerLifecycle {
    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{20})-\\d{10}\\.checkpoint");
    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|FATAL)\\b");
    private static final int LINES = 100;

    private final TestCluster cluster;
    private final FenceGuard guard = new FenceGuard();

    /**
     * Creates a lifecycle.
     *
     * @param cluster whose nodes are child processes of this JVM
     */
    public TestClusterLifecycle(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public NodeStatus status(int nodeId) {
        TestNode node = cluster.node(nodeId);
        Optional<KafkaVersion> version =
                Optional.of(KafkaVersion.of(node.release().toString()));
        return process(node)
                .map(process -> NodeStatus.running(nodeId, startId(process), version))
                .orElseGet(() -> NodeStatus.stopped(nodeId, version));
    }

    @Override
    public void stop(Fence fence, int nodeId, StopRequest request) {
        guard.check(fence, nodeId);
        Optional<ProcessHandle> named =
                process(cluster.node(nodeId)).filter(one -> startId(one).equals(request.startId()));
        if (named.isEmpty()) {
            return;
        }
        if (request.mode() == StopMode.KILL) {
            named.get().destroyForcibly();
        } else {
            named.get().destroy();
        }
        awaitGone(named.get(), nodeId, request);
    }

    private static void awaitGone(ProcessHandle process, int nodeId, StopRequest request) {
        try {
            process.onExit().get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LifecycleException(
                    nodeId,
                    "Did not stop node " + nodeId + ": process " + process.pid() + " is still there "
                            + request.timeout() + " after it was asked (" + request.mode()
                            + "). Look at its log; kill it if it hangs.",
                    e);
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException(
                    nodeId, "Interrupted while process " + process.pid() + " of node " + nodeId + " was to end.", e);
        }
    }

    @Override
    public void install(Fence fence, int nodeId, KafkaVersion version) {
        guard.check(fence, nodeId);
        if (!cluster.node(nodeId).release().toString().equals(version.toString())) {
            cluster.install(nodeId, KafkaDistribution.of(version.toString()));
        }
    }

    @Override
    public void applyConfig(Fence fence, int nodeId, ConfigChange change) {
        guard.check(fence, nodeId);
        cluster.configure(nodeId, change.set(), change.unset());
    }

    @Override
    public void start(Fence fence, int nodeId) {
        guard.check(fence, nodeId);
        cluster.launch(nodeId);
    }

    @Override
    public Observed<OptionalLong> latestMetadataSnapshot(int nodeId) {
        Path log = cluster.node(nodeId).dataDirectory().resolve("__cluster_metadata-0");
        try (Stream<Path> files = Files.list(log)) {
            return Observed.present(
                    files.map(file -> SNAPSHOT.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .mapToLong(found -> Long.parseLong(found.group(1)))
                            .max());
        } catch (IOException e) {
            return Observed.unavailable(new Gap(log.toString(), Gap.Kind.FAILED, e.toString()));
        }
    }

    @Override
    public Observed<Integer> javaVersion(int nodeId) {
        return Observed.present(Runtime.version().feature());
    }

    @Override
    public Observed<Endpoint> controllerEndpoint(int nodeId) {
        return cluster.node(nodeId)
                .controllerEndpoint()
                .map(found -> Observed.present(new Endpoint(found.host(), found.port())))
                .orElseGet(() -> Observed.unavailable(
                        new Gap("controller endpoint of node " + nodeId, Gap.Kind.FAILED, "it is no controller")));
    }

    @Override
    public Observed<List<String>> loggedErrors(int nodeId) {
        Path log = cluster.node(nodeId).logFile();
        try (Stream<String> lines = Files.lines(log)) {
            List<String> errors =
                    lines.filter(line -> ERROR.matcher(line).find()).toList();
            return Observed.present(List.copyOf(errors.subList(Math.max(0, errors.size() - LINES), errors.size())));
        } catch (IOException e) {
            return Observed.unavailable(new Gap(log.toString(), Gap.Kind.FAILED, e.toString()));
        }
    }

    private static Optional<ProcessHandle> process(TestNode node) {
        OptionalLong pid = node.pid();
        return pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
    }

    private static String startId(ProcessHandle process) {
        return process.pid() + "@"
                + process.info().startInstant().map(Instant::toString).orElse("?");
    }
}
