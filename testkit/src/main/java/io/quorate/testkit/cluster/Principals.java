// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Puts users where brokers keep them, and tells brokers of new certificates. */
final class Principals {
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int ITERATIONS = 4096;

    private Principals() {}

    static void keepScramUser(Admin admin, String name, String password) {
        ScramCredentialInfo kind = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS);
        await(
                "The SCRAM credentials of " + name + " were not kept by the cluster",
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, kind, password)))
                        .all());
    }

    /** A broker reads the file again whenever it is told of it, the same name or not (KIP-226). */
    static void reloadKeyStore(Admin admin, int brokerId, String listener, Path keyStore) {
        ConfigEntry location = new ConfigEntry(
                "listener.name." + listener.toLowerCase(Locale.ROOT) + ".ssl.keystore.location", keyStore.toString());
        await(
                "Broker " + brokerId + " was not told of its new certificate",
                admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(brokerId)),
                                List.of(new AlterConfigOp(location, AlterConfigOp.OpType.SET))))
                        .all());
    }

    private static void await(String otherwise, KafkaFuture<Void> answer) {
        try {
            answer.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TestClusterException(otherwise + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(otherwise + ": interrupted", e);
        }
    }
}
