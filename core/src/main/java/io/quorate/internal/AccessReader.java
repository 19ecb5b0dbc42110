// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import io.quorate.cluster.Observed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeAclsOptions;
import org.apache.kafka.clients.admin.DescribeClientQuotasOptions;
import org.apache.kafka.clients.admin.DescribeUserScramCredentialsOptions;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** Asks who may do what, and how much of it. */
public final class AccessReader {
    private final AdminReader reader;

    /** Asks through a reader. */
    public AccessReader(AdminReader reader) {
        this.reader = reader;
    }

    /** A cluster without an authorizer answers with an error, which is a gap: nobody has said that it has no ACLs. */
    public <T> Supplier<Observed<T>> acls(Function<Collection<AclBinding>, T> translate) {
        return reader.ask(
                "ACLs",
                reader.admin()
                        .describeAcls(AclBindingFilter.ANY, reader.bounded(new DescribeAclsOptions()))
                        .values(),
                translate);
    }

    /** The limits of each entity. */
    public <T> Supplier<Observed<T>> quotas(Function<Map<ClientQuotaEntity, Map<String, Double>>, T> translate) {
        return reader.ask(
                "quotas",
                reader.admin()
                        .describeClientQuotas(
                                ClientQuotaFilter.all(), reader.bounded(new DescribeClientQuotasOptions()))
                        .entities(),
                translate);
    }

    /** The users who log in with SCRAM, without their secrets. */
    public <T> Supplier<Observed<T>> scramUsers(Function<Map<String, UserScramCredentialsDescription>, T> translate) {
        return reader.ask(
                "SCRAM users",
                reader.admin()
                        .describeUserScramCredentials(
                                List.of(), reader.bounded(new DescribeUserScramCredentialsOptions()))
                        .all(),
                translate);
    }
}
