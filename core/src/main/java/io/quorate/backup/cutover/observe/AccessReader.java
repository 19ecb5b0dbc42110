// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeAclsOptions;
import org.apache.kafka.clients.admin.DescribeClientQuotasOptions;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** Reads who may do what, and how much of it. */
final class AccessReader {
    private final AdminReader reader;

    AccessReader(AdminReader reader) {
        this.reader = reader;
    }

    /** A cluster without an authorizer answers with an error, which is a gap: nobody has said that it has no ACLs. */
    Supplier<Observed<Set<AclBinding>>> askAcls() {
        return reader.ask(
                "ACLs",
                reader.admin()
                        .describeAcls(AclBindingFilter.ANY, reader.bounded(new DescribeAclsOptions()))
                        .values(),
                Set::copyOf);
    }

    Supplier<Observed<Map<ClientQuotaEntity, Map<String, Double>>>> askQuotas() {
        return reader.ask(
                "quotas",
                reader.admin()
                        .describeClientQuotas(
                                ClientQuotaFilter.all(), reader.bounded(new DescribeClientQuotasOptions()))
                        .entities(),
                Map::copyOf);
    }
}
