// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.jspecify.annotations.Nullable;

/** Quotas of all client ids that have none of their own. */
final class ThrottledClients extends AdminFault {
    static final int NO_NODE = -1;

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final List<String> RATES = List.of("producer_byte_rate", "consumer_byte_rate");

    private final Admin admin;
    private final long bytesPerSecond;
    private final Map<String, Double> before;

    private ThrottledClients(Admin admin, long bytesPerSecond, Map<String, Double> before, Consumer<Fault> whenClosed) {
        super(whenClosed);
        this.admin = admin;
        this.bytesPerSecond = bytesPerSecond;
        this.before = Map.copyOf(before);
    }

    static ThrottledClients to(long bytesPerSecond, Admin admin, Consumer<Fault> whenClosed) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "Clients need at least 1 byte a second, but " + bytesPerSecond + " were asked for");
        }
        ClientQuotaFilter everybody = ClientQuotaFilter.containsOnly(
                List.of(ClientQuotaFilterComponent.ofDefaultEntity(ClientQuotaEntity.CLIENT_ID)));
        Map<String, Double> before = new HashMap<>();
        Roles.get("quotas", ANSWER, admin.describeClientQuotas(everybody).entities())
                .values()
                .forEach(before::putAll);
        ThrottledClients throttled = new ThrottledClients(admin, bytesPerSecond, before, whenClosed);
        throttled.alter(RATES.stream()
                .map(rate -> new ClientQuotaAlteration.Op(rate, (double) bytesPerSecond))
                .toList());
        return throttled;
    }

    private void alter(Collection<ClientQuotaAlteration.Op> operations) {
        Map<String, @Nullable String> everybody = new HashMap<>();
        everybody.put(ClientQuotaEntity.CLIENT_ID, null);
        Roles.get(
                "change of quotas",
                ANSWER,
                admin.alterClientQuotas(
                                List.of(new ClientQuotaAlteration(new ClientQuotaEntity(everybody), operations)))
                        .all());
    }

    @Override
    void putBack() {
        alter(RATES.stream()
                .map(rate -> new ClientQuotaAlteration.Op(
                        rate, Optional.ofNullable(before.get(rate)).orElse(null)))
                .toList());
    }

    @Override
    public int nodeId() {
        return NO_NODE;
    }

    @Override
    public String describe() {
        return "throttled clients to " + bytesPerSecond + " B/s";
    }
}
