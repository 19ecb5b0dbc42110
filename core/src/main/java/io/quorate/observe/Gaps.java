// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Says why something could not be read. */
final class Gaps {
    private Gaps() {}

    static Gap of(String subject, Throwable error) {
        return new Gap(subject, kind(error), error.getClass().getSimpleName() + ": " + error.getMessage());
    }

    private static Gap.Kind kind(Throwable error) {
        if (error instanceof AuthorizationException || error instanceof AuthenticationException) {
            return Gap.Kind.DENIED;
        }
        if (error instanceof UnsupportedVersionException) {
            return Gap.Kind.UNSUPPORTED;
        }
        // Both are retriable for Kafka; for a reader the topic is gone.
        if (error instanceof UnknownTopicOrPartitionException || error instanceof UnknownTopicIdException) {
            return Gap.Kind.VANISHED;
        }
        return error instanceof RetriableException ? Gap.Kind.UNREACHABLE : Gap.Kind.FAILED;
    }
}
