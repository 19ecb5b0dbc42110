// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Gaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Finds out whether listings are whole. Kafka leaves out of its listings, without a word, what the principal may not describe;
 * to somebody who may see nothing, a cluster looks empty. Who asks for a name by itself is told, whether or not the thing
 * exists. So a name is asked for that nobody has, and that no prefix covers: who may not describe it does not see everything.
 *
 * <p>A principal who may describe all but some, by an ACL that denies those, is not found out.
 */
final class Visibility {
    /** Nobody's name, and under nobody's prefix. */
    private static final String NOBODYS = "_.quorate-asks-whether-listings-are-whole._";

    private final AdminReader reader;

    Visibility(AdminReader reader) {
        this.reader = reader;
    }

    /** Returns why the list of topics, and of commits in them, may lack some; empty if it does not. */
    Optional<Gap> topics() {
        return denied(
                reader.admin()
                        .describeTopics(List.of(NOBODYS), reader.bounded(new DescribeTopicsOptions()))
                        .topicNameValues(),
                "topics that this principal may not describe");
    }

    /** Returns why the list of groups may lack some; empty if it does not. */
    Optional<Gap> groups() {
        return denied(
                reader.admin()
                        .describeConsumerGroups(List.of(NOBODYS), reader.bounded(new DescribeConsumerGroupsOptions()))
                        .describedGroups(),
                "groups that this principal may not describe");
    }

    private Optional<Gap> denied(Map<String, ? extends KafkaFuture<?>> asked, String subject) {
        try {
            reader.join(Objects.requireNonNull(asked.get(NOBODYS)), subject);
        } catch (KafkaException e) {
            Gap gap = Gaps.of(subject, e);
            // That there is no such thing is what somebody hears who may see everything.
            return gap.kind() == Gap.Kind.VANISHED ? Optional.empty() : Optional.of(gap);
        }
        return Optional.empty();
    }

    /** A listing with what may be missing in it: denied if nothing at all was seen. */
    static <T> Observed<Map<String, T>> with(Observed<Map<String, T>> listing, List<Gap> hidden) {
        if (hidden.isEmpty() || listing.value().isEmpty()) {
            return listing;
        }
        List<Gap> gaps = new ArrayList<>(hidden);
        gaps.addAll(listing.gaps());
        return listing.value().get().isEmpty()
                ? Observed.unavailable(hidden.get(0))
                : Observed.of(listing.value().get(), gaps);
    }
}
