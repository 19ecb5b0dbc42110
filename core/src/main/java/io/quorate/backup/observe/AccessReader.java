// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.backup.AccessBackup;
import io.quorate.backup.QuotaBackup;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeAclsOptions;
import org.apache.kafka.clients.admin.DescribeClientQuotasOptions;
import org.apache.kafka.clients.admin.DescribeUserScramCredentialsOptions;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** Reads who may do what. Three questions, all sent before the first answer. */
final class AccessReader {
    private final AdminReader reader;

    AccessReader(AdminReader reader) {
        this.reader = reader;
    }

    Supplier<AccessBackup> ask() {
        Supplier<Observed<List<AclBinding>>> acls = reader.ask(
                "acls",
                reader.admin()
                        .describeAcls(AclBindingFilter.ANY, reader.bounded(new DescribeAclsOptions()))
                        .values(),
                AccessReader::known);
        Supplier<Observed<List<QuotaBackup>>> quotas = reader.ask(
                "quotas",
                reader.admin()
                        .describeClientQuotas(
                                ClientQuotaFilter.all(), reader.bounded(new DescribeClientQuotasOptions()))
                        .entities(),
                AccessReader::quotas);
        Supplier<Observed<Map<String, Map<String, Integer>>>> users = reader.ask(
                "scramUsers",
                reader.admin()
                        .describeUserScramCredentials(
                                List.of(), reader.bounded(new DescribeUserScramCredentialsOptions()))
                        .all(),
                AccessReader::users);
        return () -> new AccessBackup(acls.get(), quotas.get(), users.get());
    }

    private static List<AclBinding> known(Collection<AclBinding> acls) {
        return List.copyOf(acls);
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
