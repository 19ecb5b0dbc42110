// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Gaps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;

/** Reads what was set dynamically on brokers, groups and metrics subscriptions. */
final class DynamicConfigs {
    private static final int CHUNK = 200;

    /** Every other source is inherited, or a default, or a file of a node. */
    private static final Map<ConfigScope, Set<ConfigEntry.ConfigSource>> OWN = Map.of(
            ConfigScope.GROUP, Set.of(ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG),
            ConfigScope.CLIENT_METRICS, Set.of(ConfigEntry.ConfigSource.DYNAMIC_CLIENT_METRICS_CONFIG));

    private final AdminReader reader;

    DynamicConfigs(AdminReader reader) {
        this.reader = reader;
    }

    /** Asks each broker by itself, and only those that are online: a dead one answers with its time-out. */
    Observed<Map<String, ConfigBackup>> brokers(Collection<Integer> online, Collection<Integer> registered) {
        Map<String, KafkaFuture<ConfigBackup>> asked = new TreeMap<>();
        asked.putAll(ask(ConfigScope.BROKER, List.of(ConfigScope.EVERY_BROKER)));
        for (int nodeId : online) {
            asked.putAll(ask(ConfigScope.BROKER, List.of(String.valueOf(nodeId))));
        }
        List<Gap> offline = registered.stream()
                .filter(nodeId -> !online.contains(nodeId))
                .sorted()
                .map(nodeId -> new Gap(
                        ConfigScope.BROKER.subject(String.valueOf(nodeId)),
                        Gap.Kind.UNREACHABLE,
                        "only the broker itself tells them, and it is fenced"))
                .toList();
        return collect(ConfigScope.BROKER, asked, offline);
    }

    /** Reads those of the groups that were listed and of others that have configs. */
    Observed<Map<String, ConfigBackup>> groups(Collection<String> listed) {
        Observed<Set<String>> named = names(ConfigResource.Type.GROUP, ConfigScope.GROUP);
        Set<String> all = new TreeSet<>(listed);
        named.value().ifPresent(all::addAll);
        // A release that cannot list them may have configs of groups all the same (3.8 to 4.0).
        if (all.isEmpty() && named.value().isEmpty()) {
            return Observed.unavailable(named.gaps().get(0));
        }
        return chunked(ConfigScope.GROUP, all, named.gaps());
    }

    Observed<Map<String, ConfigBackup>> clientMetrics() {
        Observed<Set<String>> named = names(ConfigResource.Type.CLIENT_METRICS, ConfigScope.CLIENT_METRICS);
        return named.value()
                .map(names -> chunked(ConfigScope.CLIENT_METRICS, names, named.gaps()))
                .orElseGet(() -> Observed.unavailable(named.gaps().get(0)));
    }

    private Observed<Set<String>> names(ConfigResource.Type type, ConfigScope scope) {
        String subject = "names of " + scope.subject("*");
        try {
            Collection<ConfigResource> resources = reader.join(
                    reader.admin()
                            .listConfigResources(Set.of(type), reader.bounded(new ListConfigResourcesOptions()))
                            .all(),
                    subject);
            Set<String> names = new TreeSet<>();
            resources.forEach(resource -> names.add(resource.name()));
            return Observed.present(names);
        } catch (KafkaException e) {
            return Observed.unavailable(Gaps.of(subject, e));
        }
    }

    private Observed<Map<String, ConfigBackup>> chunked(ConfigScope scope, Collection<String> names, List<Gap> gaps) {
        Map<String, KafkaFuture<ConfigBackup>> asked = new TreeMap<>();
        for (List<String> chunk : AdminReader.chunks(List.copyOf(names), CHUNK)) {
            asked.putAll(ask(scope, chunk));
        }
        return collect(scope, asked, gaps);
    }

    private Map<String, KafkaFuture<ConfigBackup>> ask(ConfigScope scope, List<String> names) {
        Map<ConfigResource, KafkaFuture<Config>> answers = reader.admin()
                .describeConfigs(
                        names.stream().map(scope::resource).toList(), reader.bounded(new DescribeConfigsOptions()))
                .values();
        Map<String, KafkaFuture<ConfigBackup>> asked = new TreeMap<>();
        for (String name : names) {
            KafkaFuture<Config> answer = answers.get(scope.resource(name));
            if (answer != null) {
                asked.put(name, answer.thenApply(config -> own(scope, name, config)));
            }
        }
        return asked;
    }

    /** Things on which nothing is set are left out; if everything was denied, so is the section. */
    private Observed<Map<String, ConfigBackup>> collect(
            ConfigScope scope, Map<String, KafkaFuture<ConfigBackup>> asked, List<Gap> known) {
        Map<String, ConfigBackup> configs = new TreeMap<>();
        List<Gap> gaps = new ArrayList<>(known);
        asked.forEach((name, answer) -> {
            String subject = scope.subject(name);
            try {
                ConfigBackup config = reader.join(answer, subject);
                if (!config.isEmpty()) {
                    configs.put(name, config);
                }
            } catch (KafkaException e) {
                gaps.add(isUnknown(scope, e) ? unsupported(subject, e) : Gaps.of(subject, e));
            }
        });
        boolean nothing = !asked.isEmpty() && gaps.size() - known.size() == asked.size();
        return nothing ? Observed.unavailable(gaps.get(known.size())) : Observed.of(configs, gaps);
    }

    /** Asked for configs of groups, releases that know none say that the request is invalid (seen: 2.8 to 3.6), or leave it out (2.1). */
    private static boolean isUnknown(ConfigScope scope, KafkaException error) {
        return scope == ConfigScope.GROUP
                && (error instanceof InvalidRequestException || error.getClass() == ApiException.class);
    }

    private static Gap unsupported(String subject, KafkaException error) {
        return new Gap(subject, Gap.Kind.UNSUPPORTED, "its brokers know no such configs: " + error.getMessage());
    }

    private static ConfigBackup own(ConfigScope scope, String name, Config config) {
        Set<ConfigEntry.ConfigSource> sources = OWN.getOrDefault(
                scope,
                Set.of(
                        name.equals(ConfigScope.EVERY_BROKER)
                                ? ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG
                                : ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG));
        Map<String, String> values = new TreeMap<>();
        Set<String> redacted = new TreeSet<>();
        for (ConfigEntry entry : config.entries()) {
            if (sources.contains(entry.source())) {
                if (entry.isSensitive() || entry.value() == null) {
                    redacted.add(entry.name());
                } else {
                    values.put(entry.name(), entry.value());
                }
            }
        }
        return new ConfigBackup(values, redacted);
    }
}
