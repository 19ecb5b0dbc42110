// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * One producer of a {@link Workload}: its name, its settings, and how it uses transactions if it does.
 *
 * <p>A value: each method returns a changed copy.
 */
public final class ProducerSpec {
    private static final Set<String> OURS =
            Set.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private final String name;
    private final Map<String, Object> settings;
    private final TransactionShape shape;

    private ProducerSpec(String name, Map<String, Object> settings, TransactionShape shape) {
        this.name = name;
        this.settings = Map.copyOf(settings);
        this.shape = shape;
        refuse();
    }

    /**
     * Returns an idempotent producer with {@code acks=all}.
     *
     * @param name what the report calls it; unique within the workload
     * @return the producer
     */
    public static ProducerSpec idempotent(String name) {
        return of(name, Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true"));
    }

    /**
     * Returns a transactional producer: a transaction every 100 records or every second, whichever comes first, and every
     * tenth aborted on purpose.
     *
     * @param transactionalId the {@code transactional.id}, which no other producer of the cluster may use, and what the report
     *     calls the producer
     * @return the producer
     */
    public static ProducerSpec transactional(String transactionalId) {
        return idempotent(transactionalId).with(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    }

    /**
     * Returns a producer with settings of one's own, for example {@code acks=1}. It is transactional if they hold a
     * {@code transactional.id}.
     *
     * @param name what the report calls it; unique within the workload
     * @param settings the settings, by the keys of Kafka's producer; what is not given has Kafka's default, except
     *     {@code max.block.ms} (5 seconds) and {@code transaction.timeout.ms} (20 seconds), so that a workload can be stopped
     *     while its cluster is down
     * @return the producer
     * @throws IllegalArgumentException if the settings hold {@code acks=0}, under which nothing is ever acknowledged, or a
     *     serializer
     */
    public static ProducerSpec of(String name, Map<String, ?> settings) {
        return new ProducerSpec(name, Map.copyOf(settings), TransactionShape.DEFAULT);
    }

    /**
     * Returns this producer with one more setting, or another value for it.
     *
     * @param key a key of Kafka's producer
     * @param value its value
     * @return the changed producer
     * @throws IllegalArgumentException as {@link #of(String, Map)}
     */
    public ProducerSpec with(String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new ProducerSpec(name, changed, shape);
    }

    /**
     * Returns this producer with transactions of another size. It means nothing without a {@code transactional.id}.
     *
     * @param records the most records in one transaction; at least 1
     * @param atMost the longest time that one stays open before it is ended; more than zero
     * @return the changed producer
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ProducerSpec transactionEvery(int records, Duration atMost) {
        return new ProducerSpec(name, settings, new TransactionShape(records, atMost, shape.abortEvery));
    }

    /**
     * Returns this producer aborting some of its transactions on purpose.
     *
     * @param transactions every how manieth transaction is aborted; 0 for none
     * @return the changed producer
     * @throws IllegalArgumentException if the value is negative
     */
    public ProducerSpec abortEvery(int transactions) {
        return new ProducerSpec(name, settings, new TransactionShape(shape.records, shape.atMost, transactions));
    }

    /**
     * Returns the name.
     *
     * @return what the report calls this producer
     */
    public String name() {
        return name;
    }

    /**
     * Returns the settings.
     *
     * @return the settings given; unmodifiable
     */
    public Map<String, Object> settings() {
        return settings;
    }

    /**
     * Returns whether this producer writes in transactions.
     *
     * @return true if it has a {@code transactional.id}
     */
    public boolean isTransactional() {
        return settings.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }

    TransactionShape shape() {
        return shape;
    }

    /**
     * Returns the name and the kind; not the settings, which may hold secrets.
     *
     * @return a short text
     */
    @Override
    public String toString() {
        return (isTransactional() ? "transactional producer " : "producer ") + name;
    }

    private void refuse() {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A producer of a workload needs a name, and was given \"%s\".".formatted(name));
        }
        for (String key : settings.keySet()) {
            if (OURS.contains(key)) {
                throw new IllegalArgumentException(
                        "Producer %s sets %s=%s, but the workload writes its own records. Leave it out."
                                .formatted(name, key, settings.get(key)));
            }
        }
        if ("0".equals(String.valueOf(settings.get(ProducerConfig.ACKS_CONFIG)))) {
            throw new IllegalArgumentException(
                    "Producer %s sets acks=0, under which no record is ever acknowledged and".formatted(name)
                            + " nothing could be judged. Use acks=1 or acks=all.");
        }
    }

    /** How long transactions are and which are aborted. */
    record TransactionShape(int records, Duration atMost, int abortEvery) {
        private static final TransactionShape DEFAULT = new TransactionShape(100, Duration.ofSeconds(1), 10);

        TransactionShape {
            if (records < 1 || atMost.isZero() || atMost.isNegative() || abortEvery < 0) {
                throw new IllegalArgumentException(
                        "A transaction needs at least 1 record, more than no time, and abortEvery of 0 or more; given were"
                                + " %d records, %s and abortEvery %d.".formatted(records, atMost, abortEvery));
            }
        }
    }
}
