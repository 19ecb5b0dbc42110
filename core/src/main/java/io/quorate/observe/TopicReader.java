// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Gaps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** Reads topics, internal ones too, and the reassignments that are going on. */
final class TopicReader {
    /** How many topics one request asks about: small enough for any broker to answer within a deadline. */
    private static final int CHUNK = 200;

    private final AdminReader reader;

    TopicReader(AdminReader reader) {
        this.reader = reader;
    }

    /** The names of all topics that are wanted; what follows needs them. */
    Observed<List<String>> names(Predicate<String> wanted) {
        KafkaFuture<Collection<TopicListing>> listing = reader.admin()
                .listTopics(reader.bounded(new ListTopicsOptions().listInternal(true)))
                .listings();
        try {
            return Observed.present(reader.join(listing, "topics").stream()
                    .map(TopicListing::name)
                    .filter(wanted)
                    .sorted()
                    .toList());
        } catch (KafkaException e) {
            return Observed.unavailable(Gaps.of("topics", e));
        }
    }

    /** Asks for topics that were listed, and for others by name: of these, one that does not exist leaves no gap. */
    Supplier<Observed<Map<String, Topic>>> askTopics(List<String> listed, Set<String> unlisted) {
        Map<String, KafkaFuture<Topic>> futures = AdminReader.ordered();
        List<String> names = new ArrayList<>(listed);
        names.addAll(unlisted);
        for (List<String> chunk : AdminReader.chunks(names, CHUNK)) {
            futures.putAll(AdminReader.folded(
                    reader.admin()
                            .describeTopics(chunk, reader.bounded(new DescribeTopicsOptions()))
                            .topicNameValues(),
                    TopicReader::topic));
        }
        return () -> {
            Map<String, Topic> topics = AdminReader.ordered();
            // A topic that was listed and is not described was deleted, or is so new that this broker has not heard of
            // it: a gap, too.
            List<Gap> gaps = reader.collect(futures, Gap::topicSubject, topics::put);
            gaps.removeIf(gap -> gap.kind() == Gap.Kind.VANISHED && isAbout(unlisted, gap));
            return Observed.of(topics, gaps);
        };
    }

    private static boolean isAbout(Set<String> names, Gap gap) {
        return names.stream().map(Gap::topicSubject).anyMatch(gap.subject()::equals);
    }

    Supplier<Observed<List<OngoingReassignment>>> askReassignments() {
        return reader.ask(
                "reassignments",
                reader.admin()
                        .listPartitionReassignments(reader.bounded(new ListPartitionReassignmentsOptions()))
                        .reassignments(),
                all -> all.entrySet().stream()
                        .map(entry -> new OngoingReassignment(
                                entry.getKey(),
                                entry.getValue().replicas(),
                                entry.getValue().addingReplicas(),
                                entry.getValue().removingReplicas()))
                        .sorted(Comparator.comparing(
                                        (OngoingReassignment r) -> r.partition().topic())
                                .thenComparing(r -> r.partition().partition()))
                        .toList());
    }

    private static Topic topic(TopicDescription description) {
        Topic.Builder topic = Topic.builder(description.name()).id(description.topicId());
        if (description.isInternal()) {
            topic.internal();
        }
        description.partitions().forEach(info -> topic.partition(partition(info)));
        return topic.build();
    }

    private static Partition partition(TopicPartitionInfo info) {
        Node leader = info.leader();
        return Partition.builder(info.partition())
                .leader(leader == null || leader.isEmpty() ? Partition.NO_LEADER : leader.id())
                .replicas(ids(info.replicas()))
                .isr(ids(info.isr()))
                .elr(ids(info.elr()))
                .lastKnownElr(ids(info.lastKnownElr()))
                .build();
    }

    /** Called some hundred thousand times at each look at a large cluster: no streams. */
    private static List<Integer> ids(@Nullable List<Node> nodes) {
        if (nodes == null || nodes.isEmpty()) {
            return List.of();
        }
        Integer[] ids = new Integer[nodes.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = nodes.get(i).id();
        }
        return List.of(ids);
    }
}
