// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.time.Time;
import io.quorate.upgrade.lifecycle.CommandRunner.Finished;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands on hosts through commands of yours: a script on this host, or on others through {@code ssh}. Each command is an
 * argument list; no shell reads it on this side. In every argument these names are filled in: {@code {node}}, {@code {host}},
 * {@code {runId}}, {@code {token}}, and where it makes sense {@code {version}} and {@code {startId}}. What is filled in is one
 * harmless word or the call fails.
 *
 * <p>What a command has to do (exit code 0: done; 75: refused because a higher token was seen, with the owner as
 * {@code runId/token} in the last line that it prints; any other: failed):
 * <ul>
 *   <li>status: print {@code state=RUNNING} or {@code state=STOPPED}, {@code startId=} with something that differs from start to
 *       start (process id and start time), {@code version=} with what runs or would run, if known {@code exitCode=} and
 *       {@code lastError=}. Anything else is an unknown state, and nothing is done to such a node.
 *   <li>stop: ask the process {@code {startId}} to end. It need not wait: the status is looked at until the process is gone.
 *       With systemd set {@code TimeoutStopSec=infinity}, or a slow controlled shutdown is killed.
 *   <li>kill: end it at once. Without one, {@link StopMode#KILL} is refused.
 *   <li>install: make the next start run {@code {version}}, for example by swapping a symlink.
 *   <li>configure: read lines {@code set key=value} and {@code unset key} from standard input, and change
 *       {@code server.properties} in one step.
 *   <li>start: start it, and not restart it.
 * </ul>
 *
 * <p>docs/upgrades.md has a script for systemd that does all of this. Thread-safe.
 */
public final class CommandLifecycle implements BrokerLifecycle {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int FENCED = 75;
    private static final Pattern OWNER = Pattern.compile("(.+)/([0-9]{1,18})");

    private final CommandLifecycleBuilder settings;
    private final FenceGuard guard = new FenceGuard();
    private final Time time;

    CommandLifecycle(CommandLifecycleBuilder settings, Time time) {
        this.settings = settings;
        this.time = time;
    }

    /**
     * Begins to describe a lifecycle.
     *
     * @param hosts for each node what {@code {host}} stands for
     * @return a builder; status, stop, install, configure and start have to be set
     */
    public static CommandLifecycleBuilder builder(Map<Integer, String> hosts) {
        return new CommandLifecycleBuilder(new TreeMap<>(hosts));
    }

    @Override
    public NodeStatus status(int nodeId) {
        try {
            Finished status = run(nodeId, Step.STATUS, values(nodeId), "");
            return status.exitCode() == 0
                    ? new NodeAnswer(status.lines()).status(nodeId)
                    : NodeStatus.unknown(nodeId, "the status command ended with " + describe(status));
        } catch (LifecycleException e) {
            return NodeStatus.unknown(nodeId, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stop(Fence fence, int nodeId, StopRequest request) {
        guard.check(fence, nodeId);
        if (isGone(nodeId, request)) {
            return;
        }
        Step step = request.mode() == StopMode.KILL ? Step.KILL : Step.STOP;
        Map<String, String> values = values(nodeId, fence);
        values.put("startId", request.startId());
        act(fence, nodeId, step, values, "");
        long deadline = time.nanos() + request.timeout().toNanos();
        while (!isGone(nodeId, request)) {
            if (time.nanos() - deadline >= 0) {
                throw new LifecycleException(
                        nodeId,
                        "Did not stop node " + nodeId + " within " + request.timeout() + ": "
                                + status(nodeId).describe() + ". Look at its log; kill it if it hangs.",
                        null);
            }
            pause(nodeId);
        }
    }

    /** An unknown state proves nothing. */
    private boolean isGone(int nodeId, StopRequest request) {
        NodeStatus status = status(nodeId);
        return status.isStopped() || (status.isRunning() && !status.startId().equals(Optional.of(request.startId())));
    }

    private void pause(int nodeId) {
        try {
            time.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException(nodeId, "Interrupted while node " + nodeId + " was to stop.", e);
        }
    }

    @Override
    public void install(Fence fence, int nodeId, KafkaVersion version) {
        guard.check(fence, nodeId);
        Map<String, String> values = values(nodeId, fence);
        values.put("version", version.toString());
        act(fence, nodeId, Step.INSTALL, values, "");
    }

    @Override
    public void applyConfig(Fence fence, int nodeId, ConfigChange change) {
        guard.check(fence, nodeId);
        StringBuilder input = new StringBuilder();
        change.set().forEach((key, value) -> input.append(line(nodeId, "set " + key + "=" + value)));
        change.unset().forEach(key -> input.append(line(nodeId, "unset " + key)));
        if (!change.isEmpty()) {
            act(fence, nodeId, Step.CONFIGURE, values(nodeId, fence), input.toString());
        }
    }

    private static String line(int nodeId, String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new LifecycleException(
                    nodeId,
                    "Did not configure node " + nodeId + ": a key or value has more than one line: " + text,
                    null);
        }
        return text + "\n";
    }

    @Override
    public void start(Fence fence, int nodeId) {
        guard.check(fence, nodeId);
        NodeStatus before = status(nodeId);
        if (before.isRunning()) {
            return;
        }
        if (!before.isStopped()) {
            throw new LifecycleException(
                    nodeId,
                    "Did not start node " + nodeId + ", as a process may be there: " + before.describe()
                            + ". A second one on the same log dirs would destroy them: see that status works.",
                    null);
        }
        act(fence, nodeId, Step.START, values(nodeId, fence), "");
    }

    @Override
    public Observed<OptionalLong> latestMetadataSnapshot(int nodeId) {
        return ask(
                nodeId,
                Step.SNAPSHOT,
                printed -> printed.lines().isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(printed.lines().get(0))));
    }

    @Override
    public Observed<Integer> javaVersion(int nodeId) {
        return ask(
                nodeId, Step.JAVA, printed -> Integer.valueOf(printed.output().strip()));
    }

    @Override
    public Observed<List<String>> loggedErrors(int nodeId) {
        return ask(nodeId, Step.ERRORS, Finished::lines);
    }

    private <T> Observed<T> ask(int nodeId, Step step, Function<Finished, T> read) {
        String subject = step.describe() + " of node " + nodeId;
        if (settings.command(step).isEmpty()) {
            return Observed.unavailable(new Gap(subject, Gap.Kind.UNSUPPORTED, "no command was given for it"));
        }
        try {
            Finished printed = run(nodeId, step, values(nodeId), "");
            return printed.exitCode() == 0
                    ? Observed.present(read.apply(printed))
                    : Observed.unavailable(new Gap(subject, Gap.Kind.FAILED, describe(printed)));
        } catch (LifecycleException | IllegalArgumentException e) {
            return Observed.unavailable(new Gap(subject, Gap.Kind.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private void act(Fence fence, int nodeId, Step step, Map<String, String> values, String input) {
        Finished finished = run(nodeId, step, values, input);
        if (finished.exitCode() == FENCED) {
            throw new FencedException(nodeId, fence, owner(finished, fence));
        }
        if (finished.exitCode() != 0) {
            throw new LifecycleException(
                    nodeId,
                    "Did not " + step.describe() + " node " + nodeId + ": the command ended with " + describe(finished)
                            + ". Make it work by hand, then resume.",
                    null);
        }
    }

    private static Fence owner(Finished finished, Fence caller) {
        List<String> lines = finished.lines();
        Matcher owner = OWNER.matcher(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
        return owner.matches()
                ? new Fence(owner.group(1), Math.max(1, Long.parseLong(owner.group(2))))
                : new Fence("another", caller.token());
    }

    private Finished run(int nodeId, Step step, Map<String, String> values, String input) {
        CommandTemplate command = settings.command(step)
                .orElseThrow(() -> new LifecycleException(
                        nodeId,
                        "Did not " + step.describe() + " node " + nodeId
                                + ": no command was given for it. Give one to the" + " builder.",
                        null));
        try {
            return CommandRunner.run(nodeId, command.fill(values), input, settings.timeout());
        } catch (IllegalArgumentException e) {
            throw new LifecycleException(nodeId, String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> values(int nodeId) {
        Map<String, String> values = new HashMap<>();
        values.put("node", Integer.toString(nodeId));
        values.put("host", settings.host(nodeId));
        return values;
    }

    private Map<String, String> values(int nodeId, Fence fence) {
        Map<String, String> values = values(nodeId);
        values.put("runId", fence.runId());
        values.put("token", Long.toString(fence.token()));
        return values;
    }

    private static String describe(Finished finished) {
        return "exit code " + finished.exitCode() + " and printed '"
                + finished.output().strip() + "'";
    }
}
