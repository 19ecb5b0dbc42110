// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A running load on a cluster that keeps account of every record.
 *
 * <p>Several producers write numbered, checksummed records to every partition of the topics in turn; a consumer group reads
 * them. {@link #stop(Duration)} compares the two and says what the cluster lost, duplicated, reordered or damaged. Producers
 * and members outlive anything that happens to the cluster: a client that cannot go on is replaced, and that is told among the
 * failures.
 *
 * <p>While it runs the topics and the group are the workload's own: what others write to them is counted as corrupt, or as
 * foreign if it is another workload's, and a group that is reset has regressed. What is in the topics before the start is not
 * looked at. Partitions that are added later are not written to and not judged, and the report names them. Every record has a key of its own, so topics may be compacted.
 * Retention that reaches unread records looks like a loss, because it is one.
 *
 * <pre>{@code
 * try (Workload workload = Workload.builder(Map.of("bootstrap.servers", servers))
 *         .topics("orders", "payments")
 *         .producer(ProducerSpec.idempotent("p1"))
 *         .producer(ProducerSpec.transactional("tx-1"))
 *         .group("readers", 2)
 *         .start()) {
 *     workload.mark("kill broker 2");
 *     ...
 *     WorkloadReport report = workload.stop(Duration.ofSeconds(30));
 *     report.throwIfNotClean();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Changes the cluster only by its records and its group's offsets.
 */
public final class Workload implements AutoCloseable {
    private static final String FIRST_PHASE = "start";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final WorkloadSpec spec;
    private final LogEnds logEnds;
    private final LoadContext context;
    private final List<LoadProducer> producers = new ArrayList<>();
    private final LoadThreads senders;
    private final LoadThreads readers;
    private boolean ended;

    private Workload(WorkloadSpec spec, LogEnds logEnds, LoadContext context) {
        this.spec = spec;
        this.logEnds = logEnds;
        this.context = context;
        this.senders = new LoadThreads(context);
        this.readers = new LoadThreads(context);
    }

    /**
     * Begins to describe a workload.
     *
     * @param clientConfig what all its clients need to reach the cluster: {@code bootstrap.servers} and security settings, by
     *     Kafka's keys
     * @return a builder
     * @throws IllegalArgumentException if there is no {@code bootstrap.servers}
     */
    public static WorkloadBuilder builder(Map<String, ?> clientConfig) {
        return new WorkloadBuilder(clientConfig);
    }

    static Workload start(WorkloadSpec spec) {
        LogEnds logEnds = new LogEnds(spec.clients().logEnds(spec.group().id()), spec.time());
        try {
            Map<TopicPartition, Long> baselines = logEnds.begin(spec.topics(), spec.startTimeout());
            List<String> names =
                    spec.producers().stream().map(ProducerSpec::name).toList();
            LoadHistory history =
                    new LoadHistory(names, baselines, spec.volume().maxRecords());
            long run = UUID.randomUUID().getMostSignificantBits();
            List<RecordCodec> codecs = history.partitions().stream()
                    .map(one ->
                            new RecordCodec(run, one.partition(), spec.volume().recordBytes()))
                    .toList();
            Workload workload = new Workload(spec, logEnds, new LoadContext(spec.time(), history, codecs));
            workload.begin();
            return workload;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkloadException("Did not start the workload: the thread was interrupted.", e);
        }
    }

    private void begin() throws InterruptedException {
        for (int index = 0; index < spec.producers().size(); index++) {
            ProducerSpec producer = spec.producers().get(index);
            Map<String, Object> config = spec.clients().producer(producer);
            // A setting that no client accepts is told now, not met again every 200 ms.
            new ProducerConfig(new HashMap<>(config));
            Pace pace = new Pace(spec.time(), spec.volume().recordsPerSecond());
            producers.add(
                    producer.isTransactional()
                            ? new TransactionalProducer(context, index, config, producer.shape(), pace)
                            : new PlainProducer(context, index, config, pace));
        }
        List<GroupMember> members = IntStream.range(0, spec.group().members())
                .mapToObj(index -> spec.group().id() + "-" + index)
                .map(name -> new GroupMember(
                        context,
                        name,
                        spec.clients()
                                .member(spec.group().id(), name, spec.group().settings()),
                        spec.topics()))
                .toList();
        members.forEach(member -> readers.start(member.name(), member));
        producers.forEach(producer -> senders.start(producer.name(), producer));
        awaitFirstRecords();
        context.ackLatencies().drain();
        context.readLatencies().drain();
        context.begin(FIRST_PHASE);
    }

    private void awaitFirstRecords() throws InterruptedException {
        long deadline = context.time().nanos() + spec.startTimeout().toNanos();
        List<String> waiting = waitingFor();
        try {
            while (!waiting.isEmpty() && context.time().nanos() - deadline < 0) {
                context.time().sleep(Duration.ofMillis(20));
                waiting = waitingFor();
            }
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        if (!waiting.isEmpty()) {
            List<String> failures = context.failures().toList(context.time().nanos()).stream()
                    .map(ClientFailure::describe)
                    .toList();
            close();
            throw new WorkloadException(
                    "Did not start the workload: after %s %s. Failed calls: %s. See that every partition has a leader and min.insync.replicas in sync, or give startTimeout more time."
                            .formatted(spec.startTimeout(), waiting, failures.isEmpty() ? "none" : failures));
        }
    }

    private List<String> waitingFor() {
        LoadHistory history = context.history();
        List<String> waiting = new ArrayList<>();
        for (int index = 0; index < history.producers().size(); index++) {
            if (history.acknowledgedBy(index) == 0) {
                waiting.add("producer " + history.producers().get(index) + " had nothing acknowledged");
            }
        }
        for (PartitionHistory one : history.partitions()) {
            if (one.count(OutcomeLog.Outcome.ACKNOWLEDGED) == 0) {
                waiting.add(one.partition() + " had nothing acknowledged");
            } else if (one.readCount() == 0) {
                waiting.add("nothing was read from " + one.partition());
            }
        }
        return waiting;
    }

    /**
     * Begins a phase, which ends with the next mark or the end of the load. The report has figures for each.
     *
     * @param phase its name, for example what is about to be done to the cluster
     * @throws IllegalArgumentException if there is a phase of that name already
     * @throws IllegalStateException if the load has stopped
     */
    public void mark(String phase) {
        context.mark(phase);
    }

    /**
     * Returns how the load is doing.
     *
     * @return the figures so far
     */
    public WorkloadSnapshot snapshot() {
        long now = context.time().nanos();
        LoadHistory history = context.history();
        Map<TopicPartition, Duration> sinceLastAck = new HashMap<>();
        for (int index = 0; index < history.size(); index++) {
            sinceLastAck.put(
                    history.partition(index).partition(), context.gaps().sinceLast(index, now));
        }
        return new WorkloadSnapshot(
                context.gaps().length(now),
                history.acknowledged(),
                history.read(),
                history.lag(),
                context.failures().count(),
                sinceLastAck);
    }

    /** Lets the members go on being members without reading: for tests that need records which nobody has read. */
    void pauseReading() {
        context.pauseReading();
    }

    void resumeReading() {
        context.resumeReading();
    }

    /**
     * Stops the producers, lets the group read to the end, and judges. Blocks until then.
     *
     * @param drain how long the producers may take to finish what they have sent and, after that, how long the group may take
     *     to read to the end of every partition. What is not read by then is {@link WorkloadReport#unverified() unverified}
     * @return the report
     * @throws IllegalStateException if the workload was stopped or closed before
     * @throws WorkloadException if the thread is interrupted while it waits; the threads are told to end
     */
    public synchronized WorkloadReport stop(Duration drain) {
        if (ended) {
            throw new IllegalStateException("Did not stop the workload: it was stopped or closed before.");
        }
        ended = true;
        context.end();
        producers.forEach(producer -> producer.finishWithin(drain));
        context.stopSending();
        try {
            // Longer than the producers have, so that those that use all of their time are not called stuck.
            List<String> problems = new ArrayList<>(senders.join(drain.plus(CLOSE_TIMEOUT)));
            context.resumeReading();
            problems.addAll(drain(drain));
            context.stopReading();
            problems.addAll(readers.join(CLOSE_TIMEOUT));
            return context.toHistory(spec.judgedAs(), problems).judge();
        } catch (InterruptedException e) {
            context.stopReading();
            Thread.currentThread().interrupt();
            throw new WorkloadException("Did not judge the workload: the thread was interrupted.", e);
        }
    }

    private List<String> drain(Duration drain) throws InterruptedException {
        try {
            List<String> problems = new ArrayList<>();
            logEnds.awaitReadToEnd(context.history(), drain)
                    .ifPresent(failure -> problems.add("end offsets could not be read: " + failure));
            logEnds.lookAtCommitted(context)
                    .ifPresent(failure -> problems.add("committed offsets could not be read: " + failure));
            return problems;
        } catch (KafkaException e) {
            return List.of("end offsets could not be read: " + e);
        }
    }

    /**
     * Judges the records of a workload that was stopped in the topic to which an application copies them, whole and each
     * once, into whichever partition: of Kafka Streams with {@link StreamsProperties}, or any other with a consumer group.
     * The application has to run, or to have come to the end.
     *
     * @param applicationId its group, whose committed offsets tell how far it is
     * @param topic where it copies the records to, read from its beginning by a reader of committed records
     * @param atMost how long the application and the reader may take to come to the end
     * @return the report
     * @throws IllegalStateException if the workload was not stopped before, as it must be for all outcomes to be known
     * @throws WorkloadException if the topic cannot be read, or the thread is interrupted
     */
    public synchronized PassageReport judgePassage(String applicationId, String topic, Duration atMost) {
        if (!ended) {
            throw new IllegalStateException(
                    "Did not judge what went through " + applicationId + ": the workload still runs. Stop it first.");
        }
        try {
            return new Passage(context.history(), context.codecs(), spec.time(), atMost)
                    .read(spec.clients().passage(applicationId), topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkloadException(
                    "Did not judge what went through " + applicationId + ": the thread was interrupted.", e);
        }
    }

    /** Ends all threads without a verdict. Does nothing after {@link #stop(Duration)}. */
    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        ended = true;
        context.stopSending();
        context.stopReading();
        context.end();
        try {
            senders.join(CLOSE_TIMEOUT);
            readers.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
