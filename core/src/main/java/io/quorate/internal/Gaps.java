// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import io.quorate.cluster.Gap;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Says why something could not be read. */
public final class Gaps {
    private Gaps() {}

    /**
     * Returns the gap that an error leaves.
     *
     * @param subject what was asked for
     * @param error what Kafka said
     * @return the gap
     */
    public static Gap of(String subject, Throwable error) {
        Gap.Kind kind = kind(error);
        String hint = kind == Gap.Kind.VANISHED ? "being created or deleted, " : "";
        return new Gap(subject, kind, hint + error.getClass().getSimpleName() + ": " + error.getMessage());
    }

    private static Gap.Kind kind(Throwable error) {
        if (error instanceof AuthorizationException || error instanceof AuthenticationException) {
            return Gap.Kind.DENIED;
        }
        // Without an authorizer, the cluster has no ACLs to tell of.
        if (error instanceof UnsupportedVersionException || error instanceof SecurityDisabledException) {
            return Gap.Kind.UNSUPPORTED;
        }
        // The first two are retriable for Kafka; for a reader the topic is gone.
        if (error instanceof UnknownTopicOrPartitionException
                || error instanceof UnknownTopicIdException
                || error instanceof GroupIdNotFoundException) {
            return Gap.Kind.VANISHED;
        }
        return error instanceof RetriableException ? Gap.Kind.UNREACHABLE : Gap.Kind.FAILED;
    }
}
