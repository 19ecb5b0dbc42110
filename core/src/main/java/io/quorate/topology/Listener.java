// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.regex.Pattern;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A listener that nodes have, the same on all of them but for the address (and, if a node says so, the port).
 *
 * @param name its name, in capitals
 * @param port where it listens, unless a node says otherwise
 * @param protocol how it is secured
 * @param use who connects to it
 * @param network the network that its clients come from; nodes may be known under another host in each
 */
public record Listener(String name, int port, SecurityProtocol protocol, Use use, String network) {
    /** The network of listeners that name none. */
    public static final String INTERNAL = "internal";

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_-]{0,30}");
    private static final int LAST_PORT = 65_535;

    /** Who connects. */
    public enum Use {
        /** Clients; also other brokers, unless there is a listener for them. */
        CLIENTS,
        /** Other brokers: {@code inter.broker.listener.name}. */
        REPLICATION,
        /** Controllers, and brokers that talk to them: {@code controller.listener.names}. */
        CONTROLLER
    }

    /**
     * Checks the name and the port.
     *
     * @param name its name
     * @param port where it listens
     * @param protocol how it is secured
     * @param use who connects to it
     * @param network the network
     */
    public Listener {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Listener \"" + name + "\": a name must match " + NAME
                    + ". Kafka takes others, but brokers, tools and environment variables spell them differently.");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "Listener " + name + ": port " + port + " is not between 1 and " + LAST_PORT);
        }
    }

    /**
     * Returns a listener for clients.
     *
     * @param name its name
     * @param port its port
     * @param protocol how it is secured
     * @return the listener, in the internal network
     */
    public static Listener clients(String name, int port, SecurityProtocol protocol) {
        return new Listener(name, port, protocol, Use.CLIENTS, INTERNAL);
    }

    /**
     * Returns a listener for other brokers only.
     *
     * @param name its name
     * @param port its port
     * @param protocol how it is secured
     * @return the listener, in the internal network
     */
    public static Listener replication(String name, int port, SecurityProtocol protocol) {
        return new Listener(name, port, protocol, Use.REPLICATION, INTERNAL);
    }

    /**
     * Returns a listener of controllers.
     *
     * @param name its name
     * @param port its port
     * @param protocol how it is secured
     * @return the listener, in the internal network
     */
    public static Listener controller(String name, int port, SecurityProtocol protocol) {
        return new Listener(name, port, protocol, Use.CONTROLLER, INTERNAL);
    }

    /**
     * Returns this listener for the clients of another network.
     *
     * @param name the network's name, such as {@code external}
     * @return the listener
     */
    public Listener inNetwork(String name) {
        return new Listener(this.name, port, protocol, use, name);
    }

    /**
     * Tells whether who connects must log in by SASL.
     *
     * @return whether the protocol is SASL_PLAINTEXT or SASL_SSL
     */
    public boolean usesSasl() {
        return protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
    }

    /**
     * Tells whether what is sent is encrypted.
     *
     * @return whether the protocol is SSL or SASL_SSL
     */
    public boolean usesTls() {
        return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
    }
}
