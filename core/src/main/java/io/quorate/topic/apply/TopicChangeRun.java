// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.ConditionNotMetException;
import io.quorate.time.Time;
import io.quorate.topic.TopicChanges;
import io.quorate.topic.TopicStep;
import io.quorate.topic.apply.StepResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the changes of one plan: refuses what is stale, tries on the brokers, does, and waits until topics are usable. */
final class TopicChangeRun {
    private static final Logger LOG = LoggerFactory.getLogger(TopicChangeRun.class);
    /** As many topics as one request of our readers has. */
    private static final int BATCH = 200;

    private final TopicCalls calls;
    private final TopicChanges changes;
    private final ClusterState now;
    private final Map<TopicStep, StepResult> results = new HashMap<>();

    TopicChangeRun(TopicCalls calls, TopicChanges changes, ClusterState now) {
        this.calls = calls;
        this.changes = changes;
        this.now = now;
    }

    static Set<String> topics(TopicChanges changes) {
        return changes.steps().stream().map(TopicStep::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> configKeys(TopicChanges changes) {
        return changes.steps().stream()
                .filter(TopicStep.AlterConfigs.class::isInstance)
                .map(TopicStep.AlterConfigs.class::cast)
                .flatMap(step -> step.before().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void change() {
        List<TopicStep> fresh = new ArrayList<>();
        for (TopicStep step : changes.steps()) {
            Optional<String> stale = stale(step);
            stale.ifPresent(reason -> end(step, Outcome.REFUSED_STALE, reason));
            if (stale.isEmpty()) {
                fresh.add(step);
            }
        }
        for (int from = 0; from < fresh.size(); from += BATCH) {
            List<TopicStep> batch = fresh.subList(from, Math.min(from + BATCH, fresh.size()));
            List<TopicStep> accepted = send(batch, TopicCalls.Earnest.DRY_RUN);
            send(accepted, TopicCalls.Earnest.REAL).forEach(step -> {
                LOG.atInfo().addKeyValue("step", step.describe()).log("Changed a topic");
                end(step, Outcome.DONE, "");
            });
        }
    }

    /**
     * Waits until every change is seen and every topic that was changed, or that another application has just created, can
     * be used. Returns the last look: brokers lag behind the controller, so the next one might ask a broker that knows less.
     */
    ClusterState awaitUsable(ClusterObserver observer, Time time, Duration timeout) {
        List<StepResult> done = results().stream()
                .filter(result -> result.outcome() == Outcome.DONE || result.outcome() == Outcome.DONE_BY_ANOTHER)
                .toList();
        ClusterCondition usable = state -> done.stream()
                .flatMap(result -> Usability.missing(state, result).stream())
                .toList();
        try {
            return ClusterWatch.using(observer, time).await(usable, timeout);
        } catch (ConditionNotMetException e) {
            ClusterState last = observer.observe();
            done.forEach(result -> Usability.missing(last, result)
                    .ifPresent(missing -> end(result.step(), Outcome.NOT_USABLE_YET, missing)));
            return last;
        }
    }

    List<StepResult> results() {
        return changes.steps().stream()
                .flatMap(step -> Optional.ofNullable(results.get(step)).stream())
                .toList();
    }

    /** What has changed since a step was planned; another topic, other values or another number of partitions. */
    private Optional<String> stale(TopicStep step) {
        Optional<Topic> topic = now.topic(step.topic());
        if (step instanceof TopicStep.Create) {
            return Optional.empty();
        }
        if (topic.isEmpty()) {
            return Optional.of("the topic is not seen any more");
        }
        if (step instanceof TopicStep.GrowPartitions growth) {
            return growth.id().equals(topic.get().id())
                            && growth.from() == topic.get().partitionCount()
                    ? Optional.empty()
                    : Optional.of("the topic has id " + topic.get().id() + " and "
                            + topic.get().partitionCount() + " partitions now; plan again");
        }
        TopicStep.AlterConfigs alteration = (TopicStep.AlterConfigs) step;
        if (!alteration.id().equals(topic.get().id())) {
            return Optional.of(
                    "the topic was created again, its id is " + topic.get().id() + " now; plan again");
        }
        Map<String, String> values = values(step.topic(), alteration.before().keySet());
        return values.equals(alteration.before())
                ? Optional.empty()
                : Optional.of("planned from " + alteration.before() + ", seen now " + values + "; plan again");
    }

    private Map<String, String> values(String topic, Set<String> keys) {
        var configs = now.topicConfigs().orElse(Map.of()).get(topic);
        Map<String, String> values = new HashMap<>();
        keys.forEach(
                key -> values.put(key, configs == null ? "" : configs.value(key).orElse("")));
        return values;
    }

    /** Returns those that went well; the others have ended. */
    private List<TopicStep> send(List<TopicStep> steps, TopicCalls.Earnest earnest) {
        Map<TopicStep, Optional<KafkaException>> answers = calls.send(steps, earnest);
        List<TopicStep> good = new ArrayList<>();
        for (TopicStep step : steps) {
            Optional<KafkaException> error = answers.getOrDefault(step, Optional.empty());
            if (error.isEmpty()) {
                good.add(step);
            } else {
                end(
                        step,
                        outcome(error.get()),
                        error.get().getClass().getSimpleName() + ": "
                                + error.get().getMessage());
            }
        }
        return good;
    }

    private static Outcome outcome(KafkaException error) {
        if (error instanceof TopicExistsException) {
            return Outcome.DONE_BY_ANOTHER;
        }
        if (error instanceof AuthorizationException || error instanceof AuthenticationException) {
            return Outcome.DENIED;
        }
        return error instanceof RetriableException ? Outcome.UNREACHABLE : Outcome.REFUSED_BY_BROKER;
    }

    private void end(TopicStep step, Outcome outcome, String detail) {
        results.put(step, new StepResult(step, outcome, detail));
    }
}
