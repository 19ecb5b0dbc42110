// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologySecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the storage of a node is formatted, with {@code kafka-storage}. Safe to run at each start: a formatted storage is left
 * as it is, and one of another cluster is refused.
 *
 * @param arguments what the tool is told, but for the user's password
 * @param scramUser the SCRAM user that nodes log in as, whose password the tool must be told as well: brokers could not log
 *     in to make it; empty if there is none
 */
public record StorageFormat(List<String> arguments, Optional<ScramUser> scramUser) {
    /**
     * The user that nodes log in as.
     *
     * @param mechanism the SCRAM mechanism
     * @param name the user
     * @param passwordFile where its password is
     */
    public record ScramUser(String mechanism, String name, String passwordFile) {
        /**
         * Returns the value of {@code --add-scram}.
         *
         * @param password the password, or a command of a shell that prints it
         * @return for the tool
         */
        public String option(String password) {
            return mechanism + "=[name=" + name + ",password=" + password + "]";
        }
    }

    /**
     * Copies the arguments.
     *
     * @param arguments what the tool is told
     * @param scramUser whose password it must be told
     */
    public StorageFormat {
        arguments = List.copyOf(arguments);
    }

    /**
     * Says how a node is formatted.
     *
     * @param topology the cluster
     * @param nodeId the node
     * @param config where its {@code server.properties} is
     * @return the format
     * @throws IllegalArgumentException with ZooKeeper, where nothing is formatted
     */
    public static StorageFormat of(ClusterTopology topology, int nodeId, String config) {
        if (topology.quorum() == QuorumKind.ZOOKEEPER) {
            throw new IllegalArgumentException("Storage of node " + nodeId
                    + " is not formatted: with ZooKeeper, brokers make what they need themselves");
        }
        topology.node(nodeId);
        List<String> arguments = new ArrayList<>(
                List.of("format", "--ignore-formatted", "--cluster-id", topology.clusterId(), "--config", config));
        if (topology.quorum() == QuorumKind.DYNAMIC) {
            // Brokers, too: one that knows the voters from the log alone may lose them (docs/reliability.md).
            Listener listener = topology.controllerListener().orElseThrow();
            arguments.add("--initial-controllers");
            arguments.add(topology.controllers().stream()
                    .map(voter -> voter.nodeId() + "@" + topology.endpoint(voter, listener) + ":"
                            + topology.directoryId(voter))
                    .collect(Collectors.joining(",")));
        }
        Optional<ScramUser> user = topology.interBrokerListener().usesSasl()
                ? topology.security().flatMap(StorageFormat::user)
                : Optional.empty();
        return new StorageFormat(arguments, user);
    }

    private static Optional<ScramUser> user(TopologySecurity security) {
        return security.saslMechanism()
                .map(mechanism -> new ScramUser(
                        mechanism,
                        security.user(),
                        security.secretsDirectory() + "/" + TopologySecurity.USER_PASSWORD));
    }

    /**
     * Returns the command for a shell.
     *
     * @param tool where {@code kafka-storage.sh} is
     * @return one line
     */
    public String shell(String tool) {
        String user = scramUser
                .map(who -> " --add-scram \"" + who.option("$(cat " + who.passwordFile() + ")") + "\"")
                .orElse("");
        return tool + " " + String.join(" ", arguments) + user;
    }
}
