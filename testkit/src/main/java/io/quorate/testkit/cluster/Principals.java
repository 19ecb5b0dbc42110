// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** Puts users where brokers keep them. */
final class Principals {
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int ITERATIONS = 4096;

    private Principals() {}

    static void keepScramUser(Admin admin, String name, String password) {
        ScramCredentialInfo kind = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS);
        try {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, kind, password)))
                    .all()
                    .get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TestClusterException(
                    "The SCRAM credentials of " + name + " were not kept by the cluster: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while the user " + name + " was made", e);
        }
    }
}
