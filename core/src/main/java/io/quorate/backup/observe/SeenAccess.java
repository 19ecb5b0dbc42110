// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.AccessBackup;
import io.quorate.backup.QuotaBackup;
import io.quorate.internal.AccessReader;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Turns what Kafka says of who may do what into what a backup holds. */
final class SeenAccess {
    private SeenAccess() {}

    /** Three questions, all sent before the first answer. */
    static Supplier<AccessBackup> ask(AdminReader reader) {
        AccessReader access = new AccessReader(reader);
        var acls = access.acls(List::copyOf);
        var quotas = access.quotas(SeenAccess::quotas);
        var users = access.scramUsers(SeenAccess::users);
        return () -> new AccessBackup(acls.get(), quotas.get(), users.get());
    }

    private static List<QuotaBackup> quotas(Map<ClientQuotaEntity, Map<String, Double>> entities) {
        List<QuotaBackup> quotas = new ArrayList<>();
        entities.forEach((entity, limits) -> quotas.add(QuotaBackup.of(entity, limits)));
        return quotas;
    }

    private static Map<String, Map<String, Integer>> users(Map<String, UserScramCredentialsDescription> described) {
        Map<String, Map<String, Integer>> users = new TreeMap<>();
        described.forEach((name, user) -> {
            Map<String, Integer> iterations = new TreeMap<>();
            user.credentialInfos()
                    .forEach(info -> iterations.put(info.mechanism().mechanismName(), info.iterations()));
            users.put(name, iterations);
        });
        return users;
    }
}
