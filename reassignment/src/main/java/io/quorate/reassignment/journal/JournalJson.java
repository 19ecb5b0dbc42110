// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.quorate.internal.JsonTree;
import io.quorate.reassignment.plan.PartitionMove;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** The JSON form of records: one object without line ends for each. What it once was it stays. */
final class JournalJson {
    private static final JsonFactory JSON = new JsonFactory();

    private static final String PLAN_BEGUN = "plan-begun";
    private static final String PLANNED_MOVES = "planned-moves";
    private static final String INTENT = "intent";
    private static final String THROTTLE_PRE_IMAGE = "throttle-pre-image";
    private static final String THROTTLE_RATE = "throttle-rate";
    private static final String THROTTLE_LISTED = "throttle-listed";
    private static final String THROTTLE_WIDENED = "throttle-widened";
    private static final String THROTTLE_RESTORED = "throttle-restored";
    private static final String CORDON_PRE_IMAGE = "cordon-pre-image";
    private static final String CORDON_RESTORED = "cordon-restored";
    private static final String PHASE_ENTERED = "phase-entered";
    private static final String ENDED = "ended";

    private static final Map<String, Function<JsonTree, JournalRecord>> READERS = readers();

    private JournalJson() {}

    static String write(JournalRecord record) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields(json, record);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void fields(JsonGenerator json, JournalRecord record) throws IOException {
        if (record instanceof JournalRecord.PlanBegun plan) {
            type(json, PLAN_BEGUN);
            json.writeStringField("planId", plan.planId());
            json.writeStringField("clusterId", plan.clusterId());
            json.writeStringField("at", plan.begunAt().toString());
            json.writeNumberField("partitions", plan.partitions());
        } else if (record instanceof JournalRecord.PlannedMoves planned) {
            type(json, PLANNED_MOVES);
            json.writeStringField("topic", planned.topic());
            json.writeStringField("topicId", planned.topicId().toString());
            moves(json, planned.moves(), Optional.of(planned.topic()));
        } else if (record instanceof JournalRecord.Intent intent) {
            type(json, INTENT);
            json.writeStringField("action", intent.action().name());
            moves(json, intent.moves(), Optional.empty());
        } else if (record instanceof JournalRecord.CordonPreImage image) {
            type(json, CORDON_PRE_IMAGE);
            json.writeNumberField("nodeId", image.nodeId());
            before(json, image.before());
        } else if (record instanceof JournalRecord.CordonRestored restored) {
            type(json, CORDON_RESTORED);
            json.writeNumberField("nodeId", restored.nodeId());
        } else if (record instanceof JournalRecord.PhaseEntered entered) {
            type(json, PHASE_ENTERED);
            json.writeStringField("phase", entered.phase());
            json.writeStringField("at", entered.at().toString());
        } else if (record instanceof JournalRecord.Ended ended) {
            type(json, ENDED);
            json.writeStringField("outcome", ended.outcome().name());
            json.writeStringField("at", ended.at().toString());
        } else {
            throttleFields(json, record);
        }
    }

    private static void throttleFields(JsonGenerator json, JournalRecord record) throws IOException {
        if (record instanceof JournalRecord.ThrottlePreImage image) {
            type(json, THROTTLE_PRE_IMAGE);
            config(json, image.resource(), image.key());
            before(json, image.before());
        } else if (record instanceof JournalRecord.ThrottleRate rate) {
            type(json, THROTTLE_RATE);
            json.writeNumberField("bytesPerSecond", rate.bytesPerSecond());
        } else if (record instanceof JournalRecord.ThrottleListed listed) {
            type(json, THROTTLE_LISTED);
            config(json, listed.resource(), listed.key());
            json.writeStringField("replicas", listed.replicas());
        } else if (record instanceof JournalRecord.ThrottleWidened widened) {
            type(json, THROTTLE_WIDENED);
            config(json, widened.resource(), widened.key());
        } else if (record instanceof JournalRecord.ThrottleRestored restored) {
            type(json, THROTTLE_RESTORED);
            config(json, restored.resource(), restored.key());
        } else {
            throw new IllegalStateException("A record without a JSON form: " + record);
        }
    }

    private static void type(JsonGenerator json, String type) throws IOException {
        json.writeStringField("type", type);
    }

    private static void config(JsonGenerator json, ConfigResource resource, String key) throws IOException {
        json.writeStringField("resource", resource.type().name());
        json.writeStringField("name", resource.name());
        json.writeStringField("key", key);
    }

    private static void before(JsonGenerator json, Optional<String> before) throws IOException {
        if (before.isPresent()) {
            json.writeStringField("before", before.get());
        }
    }

    private static void moves(JsonGenerator json, List<PartitionMove> moves, Optional<String> topic)
            throws IOException {
        json.writeArrayFieldStart("moves");
        for (PartitionMove move : moves) {
            json.writeStartObject();
            if (topic.isEmpty()) {
                json.writeStringField("topic", move.partition().topic());
            }
            json.writeNumberField("partition", move.partition().partition());
            replicas(json, "from", move.from());
            replicas(json, "to", move.to());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void replicas(JsonGenerator json, String name, List<Integer> replicas) throws IOException {
        json.writeArrayFieldStart(name);
        for (int replica : replicas) {
            json.writeNumber(replica);
        }
        json.writeEndArray();
    }

    /**
     * Reads a record.
     *
     * @throws JournalException if it is none, or of a kind that this version does not know
     */
    static JournalRecord read(String text, String where) {
        try (JsonParser json = JSON.createParser(text)) {
            JsonTree fields = JsonTree.parse(json);
            String type = fields.get("type").text();
            Function<JsonTree, JournalRecord> reader = READERS.get(type);
            if (reader == null) {
                throw new JournalException(
                        "Did not read the journal: " + where + " is of the kind \"" + type
                                + "\", which this version of Quorate does not know. A newer one has written it; use that.",
                        null);
            }
            return reader.apply(fields);
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new JournalException(
                    "Did not read the journal: " + where + " is damaged, " + e.getMessage()
                            + ". Repair or remove it by hand; what it says about throttles is not restored until then.",
                    e);
        }
    }

    private static Map<String, Function<JsonTree, JournalRecord>> readers() {
        Map<String, Function<JsonTree, JournalRecord>> readers = new TreeMap<>();
        readers.put(
                PLAN_BEGUN,
                json -> new JournalRecord.PlanBegun(
                        json.get("planId").text(),
                        json.get("clusterId").text(),
                        json.get("at").parse(Instant::parse, "a time"),
                        json.get("partitions").integer()));
        readers.put(
                PLANNED_MOVES,
                json -> new JournalRecord.PlannedMoves(
                        json.get("topic").text(),
                        Uuid.fromString(json.get("topicId").text()),
                        moves(json, Optional.of(json.get("topic").text()))));
        readers.put(
                INTENT,
                json -> new JournalRecord.Intent(
                        JournalRecord.Intent.Action.valueOf(json.get("action").text()), moves(json, Optional.empty())));
        readers.put(
                THROTTLE_PRE_IMAGE,
                json -> new JournalRecord.ThrottlePreImage(
                        resource(json), json.get("key").text(), json.optional("before", JsonTree::text)));
        readers.put(
                THROTTLE_RATE,
                json -> new JournalRecord.ThrottleRate(
                        json.get("bytesPerSecond").number()));
        readers.put(
                THROTTLE_LISTED,
                json -> new JournalRecord.ThrottleListed(
                        resource(json),
                        json.get("key").text(),
                        json.get("replicas").text()));
        readers.put(
                THROTTLE_WIDENED,
                json -> new JournalRecord.ThrottleWidened(
                        resource(json), json.get("key").text()));
        readers.put(
                THROTTLE_RESTORED,
                json -> new JournalRecord.ThrottleRestored(
                        resource(json), json.get("key").text()));
        readers.put(
                CORDON_PRE_IMAGE,
                json -> new JournalRecord.CordonPreImage(
                        json.get("nodeId").integer(), json.optional("before", JsonTree::text)));
        readers.put(
                CORDON_RESTORED,
                json -> new JournalRecord.CordonRestored(json.get("nodeId").integer()));
        readers.put(
                PHASE_ENTERED,
                json -> new JournalRecord.PhaseEntered(
                        json.get("phase").text(), json.get("at").parse(Instant::parse, "a time")));
        readers.put(
                ENDED,
                json -> new JournalRecord.Ended(
                        JournalRecord.Ended.Outcome.valueOf(json.get("outcome").text()),
                        json.get("at").parse(Instant::parse, "a time")));
        return Map.copyOf(readers);
    }

    private static ConfigResource resource(JsonTree json) {
        return new ConfigResource(
                ConfigResource.Type.valueOf(json.get("resource").text()),
                json.get("name").text());
    }

    private static List<PartitionMove> moves(JsonTree json, Optional<String> topic) {
        return json.get("moves")
                .list(move -> new PartitionMove(
                        new TopicPartition(
                                topic.orElseGet(() -> move.get("topic").text()),
                                move.get("partition").integer()),
                        move.get("from").list(JsonTree::integer),
                        move.get("to").list(JsonTree::integer)));
    }
}
