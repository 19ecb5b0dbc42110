// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for every client: C01 to C05, C08, C10. */
final class CommonRules {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String CONTROLLERS = "bootstrap.controllers";
    private static final Pattern IP =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9a-fA-F]*:[0-9a-fA-F:.%]*]?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private CommonRules() {}

    static void check(AuditContext context) {
        bootstrap(context);
        unknownKeys(context);
        EffectiveConfig config = context.config();
        if (config.text("metadata.recovery.strategy").equalsIgnoreCase("none")) {
            context.report(
                    "C03",
                    Severity.WARNING,
                    "metadata.recovery.strategy",
                    "when all brokers that it knows have new addresses, it never finds the cluster again",
                    "Leave it at rebootstrap");
        }
        backOffs(context);
        if (!config.isSupplied("client.id") && config.role() != ClientRole.STREAMS && !context.isInner()) {
            context.key(
                    "C10",
                    Severity.INFO,
                    "client.id",
                    "quotas, the brokers' logs and metrics cannot tell this client from others",
                    "Name it, for example orders-writer-1");
        }
        for (String key : config.unreadable()) {
            context.seen(
                    "C08",
                    Severity.INFO,
                    key + "=" + config.shown(key),
                    "its value is filled in later and was not audited",
                    "Audit the map that the client gets, in the application");
        }
        for (String key : config.keys()) {
            if (!config.isUnreadable(key) && config.text(key).contains("${")) {
                context.report(
                        "C08",
                        Severity.WARNING,
                        key,
                        "it looks like a placeholder, and no config.providers will fill it in",
                        "Fill it in before, or set config.providers");
            }
        }
    }

    private static void bootstrap(AuditContext context) {
        EffectiveConfig config = context.config();
        if (config.isUnreadable(BOOTSTRAP) || context.isInner()) {
            return;
        }
        List<String> addresses = config.list(BOOTSTRAP);
        List<String> controllers = config.role() == ClientRole.ADMIN ? config.list(CONTROLLERS) : List.of();
        boolean wrongBrokers = isWrong(context, BOOTSTRAP, addresses);
        boolean wrongControllers = isWrong(context, CONTROLLERS, controllers);
        if (addresses.isEmpty()) {
            if (controllers.isEmpty()) {
                context.report(
                        "C01",
                        Severity.ERROR,
                        BOOTSTRAP,
                        "the client does not know where the cluster is, and refuses to start",
                        "Name at least three brokers, one in each rack");
            }
            return;
        }
        if (!controllers.isEmpty()) {
            context.report(
                    "C01",
                    Severity.ERROR,
                    CONTROLLERS,
                    "with bootstrap.servers beside it the client refuses to start",
                    "Ask either the brokers or the controllers");
        }
        if (wrongBrokers || wrongControllers) {
            return;
        }
        Set<String> hosts = new HashSet<>();
        addresses.forEach(address -> hosts.add(Addresses.host(address).orElseThrow()));
        fewHosts(context, addresses, hosts);
        List<String> literals = hosts.stream()
                .filter(host -> LOOPBACK.contains(host) || IP.matcher(host).matches())
                .sorted()
                .toList();
        if (!literals.isEmpty()) {
            context.report(
                    "C02",
                    Severity.WARNING,
                    BOOTSTRAP,
                    literals + " is an address, not a name: it is right on one machine, or until the broker moves",
                    "Use names of the brokers, except in development");
        }
    }

    private static boolean isWrong(AuditContext context, String key, List<String> addresses) {
        List<String> wrong = addresses.stream()
                .filter(address -> Addresses.host(address).isEmpty())
                .toList();
        if (!wrong.isEmpty()) {
            context.report(
                    "C01",
                    Severity.ERROR,
                    key,
                    wrong + " is no host:port, and the client refuses to start",
                    "Write host:port, with commas between");
        }
        return !wrong.isEmpty();
    }

    private static void fewHosts(AuditContext context, List<String> addresses, Set<String> hosts) {
        if (hosts.size() > 1) {
            return;
        }
        String host = hosts.iterator().next();
        boolean surelyOne = IP.matcher(host).matches() && !LOOPBACK.contains(host);
        context.report(
                "C01",
                surelyOne ? Severity.ERROR : Severity.WARNING,
                BOOTSTRAP,
                addresses.size() > 1
                        ? "all addresses are on one host: while it is down, no client starts and none finds the cluster again"
                        : "while this one is down, no client starts and none finds the cluster again, unless the name"
                                + " stands for several brokers",
                "Name at least three brokers, one in each rack");
    }

    private static void unknownKeys(AuditContext context) {
        EffectiveConfig config = context.config();
        ClientRole role = config.role();
        for (String key : config.keys()) {
            if (KnownKeys.isKnown(role, key) || isOfAnEmbeddedClient(role, key)) {
                continue;
            }
            Optional<ClientRole> other = KnownKeys.ofAnotherRole(role, key);
            Optional<String> near = KnownKeys.near(role, key);
            if (other.isPresent()) {
                context.key(
                        "C04",
                        Severity.WARNING,
                        key,
                        "it is a setting of " + article(other.get()) + "; the " + role.lowerCase()
                                + " ignores it and only logs that",
                        "Take it out, or give it to the client that it is for");
            } else if (near.isPresent()) {
                context.key(
                        "C04",
                        Severity.WARNING,
                        key,
                        "no " + role.lowerCase() + " of these kafka-clients knows it, so it has no effect",
                        "Did you mean " + near.get() + "?");
            } else {
                context.key(
                        "C04",
                        KnownKeys.isOfAPlugIn(key) ? Severity.INFO : Severity.WARNING,
                        key,
                        "the " + role.lowerCase() + " does not know it, so it has no effect unless a plug-in reads it",
                        "Take it out if no plug-in does");
            }
        }
    }

    private static String article(ClientRole role) {
        return switch (role) {
            case PRODUCER -> "producers";
            case CONSUMER -> "consumers";
            case ADMIN -> "admin clients";
            case STREAMS -> "Kafka Streams";
        };
    }

    private static boolean isOfAnEmbeddedClient(ClientRole role, String key) {
        return role == ClientRole.STREAMS
                && (StreamsClients.PREFIXES.stream().anyMatch(key::startsWith)
                        || KnownKeys.isKnown(ClientRole.PRODUCER, key)
                        || KnownKeys.isKnown(ClientRole.CONSUMER, key));
    }

    private static void backOffs(AuditContext context) {
        EffectiveConfig config = context.config();
        List<String> found = new ArrayList<>();
        for (String kind : List.of("reconnect", "retry")) {
            String first = kind + ".backoff.ms";
            String most = kind + ".backoff.max.ms";
            if (config.isSupplied(most) && config.number(most) < config.number(first)) {
                found.add(kind);
                context.report(
                        "C05",
                        Severity.INFO,
                        most,
                        "it is less than " + first + "=" + config.number(first) + ", so the back-off never grows",
                        "Set it to at least " + first);
            }
        }
        if (!found.contains("reconnect") && config.number("reconnect.backoff.max.ms") < 1_000) {
            context.report(
                    "C05",
                    Severity.INFO,
                    "reconnect.backoff.max.ms",
                    "after an outage, many clients that try again more than once a second are a load of their own",
                    "Use 1000 or more if there are thousands of clients");
        }
    }
}
