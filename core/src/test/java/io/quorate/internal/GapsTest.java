// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GapsTest {
    @ParameterizedTest
    @MethodSource
    void tellsDeniedUnreachableUnsupportedAndVanishedApart(Throwable error, Gap.Kind kind) {
        assertThat(Gaps.of("topic orders", error).kind()).isEqualTo(kind);
    }

    static Stream<Arguments> tellsDeniedUnreachableUnsupportedAndVanishedApart() {
        return Stream.of(
                Arguments.of(new ClusterAuthorizationException("no"), Gap.Kind.DENIED),
                Arguments.of(new SaslAuthenticationException("no"), Gap.Kind.DENIED),
                Arguments.of(new UnsupportedVersionException("old"), Gap.Kind.UNSUPPORTED),
                Arguments.of(new SecurityDisabledException("no authorizer"), Gap.Kind.UNSUPPORTED),
                Arguments.of(new UnknownTopicOrPartitionException("gone"), Gap.Kind.VANISHED),
                Arguments.of(new UnknownTopicIdException("gone"), Gap.Kind.VANISHED),
                Arguments.of(new GroupIdNotFoundException("gone"), Gap.Kind.VANISHED),
                Arguments.of(new TimeoutException("late"), Gap.Kind.UNREACHABLE),
                Arguments.of(new InvalidRequestException("bad"), Gap.Kind.FAILED),
                Arguments.of(new IllegalStateException("bug"), Gap.Kind.FAILED));
    }

    @Test
    void keepsWhatKafkaSaid() {
        assertThat(Gaps.of("quorum", new TimeoutException("late")).describe())
                .isEqualTo("quorum: UNREACHABLE (TimeoutException: late)");
        assertThat(Gaps.of("topic a", new UnknownTopicOrPartitionException("gone"))
                        .cause())
                .isEqualTo("being created or deleted, UnknownTopicOrPartitionException: gone");
    }
}
