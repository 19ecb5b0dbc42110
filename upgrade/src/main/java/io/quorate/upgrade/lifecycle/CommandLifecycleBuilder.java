// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import io.quorate.time.Time;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Describes a {@link CommandLifecycle}: which command does what. {@link CommandLifecycle} says what each has to do.
 *
 * <p>Not thread-safe.
 */
public final class CommandLifecycleBuilder {
    private final SortedMap<Integer, String> hosts;
    private final Map<Step, CommandTemplate> commands;
    private Duration timeout = Duration.ofSeconds(60);

    CommandLifecycleBuilder(SortedMap<Integer, String> hosts) {
        this.hosts = new TreeMap<>(hosts);
        this.commands = new EnumMap<>(Step.class);
    }

    private CommandLifecycleBuilder(CommandLifecycleBuilder other) {
        this.hosts = new TreeMap<>(other.hosts);
        this.commands = new EnumMap<>(other.commands);
        this.timeout = other.timeout;
    }

    /**
     * Sets the command that prints the state of a node. If not set, {@link #build()} fails.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder status(String... arguments) {
        return set(Step.STATUS, arguments);
    }

    /**
     * Sets the command that asks a process to end. If not set, {@link #build()} fails.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder stop(String... arguments) {
        return set(Step.STOP, arguments);
    }

    /**
     * Sets the command that ends a process at once. If not set, nothing is ever killed.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder kill(String... arguments) {
        return set(Step.KILL, arguments);
    }

    /**
     * Sets the command that installs a release. If not set, {@link #build()} fails.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder install(String... arguments) {
        return set(Step.INSTALL, arguments);
    }

    /**
     * Sets the command that changes the configuration. If not set, {@link #build()} fails.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder configure(String... arguments) {
        return set(Step.CONFIGURE, arguments);
    }

    /**
     * Sets the command that starts a node. If not set, {@link #build()} fails.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder start(String... arguments) {
        return set(Step.START, arguments);
    }

    /**
     * Sets the command that prints the end offset of the newest metadata snapshot, or nothing if there is none. If not set,
     * that is not known.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder latestMetadataSnapshot(String... arguments) {
        return set(Step.SNAPSHOT, arguments);
    }

    /**
     * Sets the command that prints the feature version of Java, for example 17. If not set, that is not known.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder javaVersion(String... arguments) {
        return set(Step.JAVA, arguments);
    }

    /**
     * Sets the command that prints the errors that the process has logged. If not set, they are not known.
     *
     * @param arguments program and arguments
     * @return this
     */
    public CommandLifecycleBuilder loggedErrors(String... arguments) {
        return set(Step.ERRORS, arguments);
    }

    /**
     * Sets how long any command may run; a controlled shutdown is waited for longer, as the request says. If not set, 60 seconds.
     *
     * @param newTimeout how long
     * @return this
     */
    public CommandLifecycleBuilder timeout(Duration newTimeout) {
        timeout = newTimeout;
        return this;
    }

    /**
     * Makes the lifecycle. Runs no command.
     *
     * @return the lifecycle
     * @throws IllegalStateException if a command is missing; the message names all
     */
    public CommandLifecycle build() {
        List<String> missing = List.of(Step.STATUS, Step.STOP, Step.INSTALL, Step.CONFIGURE, Step.START).stream()
                .filter(step -> !commands.containsKey(step))
                .map(Step::describe)
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("A lifecycle by commands needs " + missing + " too.");
        }
        return new CommandLifecycle(new CommandLifecycleBuilder(this), Time.system());
    }

    private CommandLifecycleBuilder set(Step step, String... arguments) {
        CommandTemplate command = new CommandTemplate(List.of(arguments));
        command.check(step);
        CommandTemplate before = commands.putIfAbsent(step, command);
        if (before != null && !before.equals(command)) {
            throw new IllegalStateException("The command for " + step.describe() + " was set to " + before.arguments()
                    + ", and now to " + command.arguments() + ".");
        }
        return this;
    }

    Optional<CommandTemplate> command(Step step) {
        return Optional.ofNullable(commands.get(step));
    }

    Duration timeout() {
        return timeout;
    }

    String host(int nodeId) {
        String host = hosts.get(nodeId);
        if (host == null) {
            throw new IllegalArgumentException("There is no node " + nodeId + "; given were " + hosts + ".");
        }
        return host;
    }
}
