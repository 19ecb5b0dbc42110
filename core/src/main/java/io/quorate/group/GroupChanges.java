// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Gap;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Durations;
import io.quorate.internal.Gaps;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DeleteConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.DeleteConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupResult;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Changes consumer groups: resets their offsets by a plan that shows what will be skipped and read again, deletes groups and
 * commits, and removes members. What is not said here is not touched.
 *
 * <pre>{@code
 * GroupChanges groups = GroupChanges.using(admin);
 * ResetPlan plan = groups.plan(ResetRequest.builder("billing", new ResetTarget.Earliest()).build());
 * LOGGER.info(plan.describe());
 * groups.apply(plan).throwIfIncomplete();
 * }</pre>
 *
 * <p>Needs Kafka 2.5, and 2.3 for static members to be removed. Thread-safe. The caller owns {@code Admin} and closes it.
 */
public final class GroupChanges {
    private static final int CHUNK = 200;

    private final AdminReader reader;
    private final ResetReader resets;

    private GroupChanges(Builder builder) {
        this.reader = new AdminReader(builder.admin, builder.callTimeout);
        this.resets = new ResetReader(reader, builder.time);
    }

    /**
     * Returns one with default settings.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the changes
     */
    public static GroupChanges using(Admin admin) {
        return builder(admin).build();
    }

    /**
     * Returns a builder.
     *
     * @param admin a client of the cluster; stays the caller's
     * @return the builder
     */
    public static Builder builder(Admin admin) {
        return new Builder(admin);
    }

    /**
     * Plans a reset. Changes nothing.
     *
     * @param request which group shall go on where
     * @return what would happen, and everything that stands against it
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public ResetPlan plan(ResetRequest request) {
        return ResetDecision.of(request, resets.read(request));
    }

    /**
     * Applies a plan, unless it has problems, or the group has members by now, or a commit is another one than in the plan, or an
     * offset is not in its log any more: then nothing is written.
     *
     * @param plan the plan
     * @return what was written, and why the rest was not
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public ResetResult apply(ResetPlan plan) {
        List<ResetProblem> problems = new ArrayList<>(plan.problems());
        if (problems.isEmpty()) {
            problems.addAll(ResetDecision.since(plan, resets.readAgain(plan)));
        }
        return problems.isEmpty() ? write(plan) : new ResetResult(plan, List.of(), problems);
    }

    private ResetResult write(ResetPlan plan) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        plan.changes().forEach(change -> offsets.put(change.partition(), new OffsetAndMetadata(change.to())));
        String group = plan.request().groupId();
        AlterConsumerGroupOffsetsResult result = reader.admin()
                .alterConsumerGroupOffsets(group, offsets, reader.bounded(new AlterConsumerGroupOffsetsOptions()));
        List<OffsetChange> applied = new ArrayList<>();
        List<ResetProblem> problems = new ArrayList<>();
        for (OffsetChange change : plan.changes()) {
            String subject = change.partition().toString();
            try {
                reader.join(result.partitionResult(change.partition()), "commit of group " + group + " for " + subject);
                applied.add(change);
            } catch (KafkaException e) {
                problems.add(new ResetProblem(
                        ResetProblem.Kind.NOT_WRITTEN,
                        subject,
                        Gaps.of(subject, e).cause()));
            }
        }
        return new ResetResult(plan, applied, problems);
    }

    /**
     * Deletes groups with all their commits. Kafka refuses groups that have members.
     *
     * @param groupIds the groups
     * @return the groups that were not deleted, and why; empty if all were
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public List<Gap> deleteGroups(Collection<String> groupIds) {
        Map<String, KafkaFuture<Void>> asked = new HashMap<>();
        for (List<String> chunk : AdminReader.chunks(List.copyOf(new TreeSet<>(groupIds)), CHUNK)) {
            asked.putAll(reader.admin()
                    .deleteConsumerGroups(chunk, reader.bounded(new DeleteConsumerGroupsOptions()))
                    .deletedGroups());
        }
        return reader.collect(asked, id -> "group " + id, (id, done) -> {});
    }

    /**
     * Deletes commits. Kafka refuses those of topics that members are subscribed to.
     *
     * @param groupId the group
     * @param partitions the partitions whose commits are deleted
     * @return the partitions whose commits were not deleted, and why; empty if all were
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public List<Gap> deleteOffsets(String groupId, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return List.of();
        }
        DeleteConsumerGroupOffsetsResult result = reader.admin()
                .deleteConsumerGroupOffsets(
                        groupId, partitions, reader.bounded(new DeleteConsumerGroupOffsetsOptions()));
        Map<TopicPartition, KafkaFuture<Void>> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, result.partitionResult(partition)));
        return reader.collect(
                asked, partition -> "commit of group " + groupId + " for " + partition, (partition, done) -> {});
    }

    /**
     * Removes static members, for example of a machine that will not come back, so that the group need not wait for their session
     * to end. A member that runs joins again.
     *
     * @param groupId the group
     * @param instanceIds their {@code group.instance.id}
     * @param reason why, for the brokers' logs
     * @return the members that were not removed, and why; empty if all were
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public List<Gap> removeMembers(String groupId, Set<String> instanceIds, String reason) {
        if (instanceIds.isEmpty()) {
            // Without names, Kafka would remove everybody.
            return List.of();
        }
        Map<String, MemberToRemove> members = new HashMap<>();
        instanceIds.forEach(id -> members.put(id, new MemberToRemove(id)));
        RemoveMembersFromConsumerGroupOptions options =
                reader.bounded(new RemoveMembersFromConsumerGroupOptions(members.values()));
        options.reason(reason);
        RemoveMembersFromConsumerGroupResult result = reader.admin().removeMembersFromConsumerGroup(groupId, options);
        Map<String, KafkaFuture<Void>> asked = new HashMap<>();
        members.forEach((id, member) -> asked.put(id, result.memberResult(member)));
        return reader.collect(asked, id -> "member " + id + " of group " + groupId, (id, done) -> {});
    }

    /**
     * Removes all members, static ones whose clients are gone too. Those that run join again.
     *
     * @param groupId the group
     * @param reason why, for the brokers' logs
     * @return why that was not done, for example since there is no such group; empty if no member of then is left
     * @throws io.quorate.error.OperationInterruptedException if the thread is interrupted
     */
    public List<Gap> removeAllMembers(String groupId, String reason) {
        String subject = "members of group " + groupId;
        Map<String, ConsumerGroupDescription> seen = new HashMap<>();
        List<Gap> unseen = reader.collect(
                reader.admin()
                        .describeConsumerGroups(List.of(groupId), reader.bounded(new DescribeConsumerGroupsOptions()))
                        .describedGroups(),
                id -> subject,
                seen::put);
        ConsumerGroupDescription group = seen.get(groupId);
        if (group == null) {
            return unseen;
        }
        if (group.groupState() == GroupState.DEAD) {
            // What brokers before 4.0 say of a group that is not there.
            return List.of(Gaps.of(subject, new GroupIdNotFoundException("Group " + groupId + " not found.")));
        }
        if (group.members().isEmpty()) {
            // Kafka's client would say that this is wrong.
            return List.of();
        }
        RemoveMembersFromConsumerGroupOptions options = reader.bounded(new RemoveMembersFromConsumerGroupOptions());
        options.reason(reason);
        KafkaFuture<Void> done =
                reader.admin().removeMembersFromConsumerGroup(groupId, options).all();
        return reader.collect(Map.of(groupId, done), id -> subject, (id, nothing) -> {});
    }

    /** Builds {@link GroupChanges}. Not thread-safe. */
    public static final class Builder {
        private final Admin admin;
        private Duration callTimeout = Duration.ofSeconds(10);
        private Time time = Time.system();

        private Builder(Admin admin) {
            this.admin = Objects.requireNonNull(admin, "admin");
        }

        /**
         * Sets the deadline of each single call. If not set, 10 s.
         *
         * @param timeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = Durations.positive("callTimeout", timeout);
            return this;
        }

        /**
         * Sets the clock that {@link ResetTarget.Ago} is counted by. If not set, the system's.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder time(Time clock) {
            this.time = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Returns the changes.
         *
         * @return the changes
         */
        public GroupChanges build() {
            return new GroupChanges(this);
        }
    }
}
