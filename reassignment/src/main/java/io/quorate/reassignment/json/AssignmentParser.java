// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.quorate.reassignment.plan.TargetReplicas;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document token by token. A wrong shape ends the reading at once, with its line and column; a wrong content
 * is noted, and reading goes on, so that all of it is told together.
 */
final class AssignmentParser implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
    private static final String SHAPE = "{\"version\":1,\"partitions\":[{\"topic\":\"orders\",\"partition\":0,"
            + "\"replicas\":[1,2,3],\"log_dirs\":[\"any\",\"any\",\"any\"]}]}";

    private final JsonParser json;
    private final int linesBefore;
    private final Problems problems = new Problems();
    private final ReadEntries entries = new ReadEntries();
    private final IntBuffer replicas = new IntBuffer();
    private final IntBuffer logDirs = new IntBuffer();

    /** {@code linesBefore}: how many lines of the file came before the JSON. */
    AssignmentParser(InputStream in, int linesBefore) throws IOException {
        this.json = JSON.createParser(in);
        this.linesBefore = linesBefore;
    }

    PartitionAssignment read() throws IOException {
        try {
            return document();
        } catch (JsonProcessingException e) {
            throw wrong(e.getOriginalMessage() + ". It is not valid JSON", e);
        }
    }

    /** Gives what was read ahead and not used, and returns on which line that begins. */
    int release(OutputStream rest) throws IOException {
        json.releaseBuffered(rest);
        return linesBefore + json.currentLocation().getLineNr() - 1;
    }

    /** Fails if anything but white space follows. */
    void requireEnd() throws IOException {
        try {
            if (json.nextToken() != null) {
                throw wrong("there is more after the end of the JSON: keep one document in a file");
            }
        } catch (JsonProcessingException e) {
            throw wrong("there is more after the end of the JSON: keep one document in a file", e);
        }
    }

    private PartitionAssignment document() throws IOException {
        json.nextToken();
        expect(JsonToken.START_OBJECT, "an object");
        boolean version = false;
        boolean partitions = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("version")) {
                version = once(version, field);
                version();
            } else if (field.equals("partitions")) {
                partitions = once(partitions, field);
                partitions();
            } else {
                json.skipChildren();
            }
        }
        if (entries.count() == 0) {
            problems.add("it names no partitions. Expected " + SHAPE);
        }
        entries.sort(problems);
        problems.throwIfAny();
        return new PartitionAssignment(entries);
    }

    private void version() throws IOException {
        int version = integer("version");
        if (version != 1) {
            throw wrong("version is " + version + ", and only 1 is known");
        }
    }

    private void partitions() throws IOException {
        expect(JsonToken.START_ARRAY, "a list of partitions");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            partition();
        }
    }

    private void partition() throws IOException {
        expect(JsonToken.START_OBJECT, "an object with topic, partition and replicas");
        int line = line();
        int column = json.currentTokenLocation().getColumnNr();
        String topic = "";
        int partition = -1;
        int fields = 0;
        logDirs.clear();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            int bit = bit(field);
            if ((fields & bit) != 0) {
                throw wrong(field + " is given twice for one partition");
            }
            fields |= bit;
            switch (bit) {
                case 1 -> topic = topic();
                case 2 -> partition = integer(field);
                case 4 -> replicas();
                case 8 -> logDirs();
                default -> json.skipChildren();
            }
        }
        if ((fields & 7) != 7) {
            throw wrong("a partition lacks "
                    + ((fields & 1) == 0 ? "topic" : (fields & 2) == 0 ? "partition" : "replicas")
                    + ". It needs topic, partition and replicas");
        }
        String problem = problem(partition, (fields & 8) != 0);
        if (problem.isEmpty()) {
            entries.add(topic, partition, replicas, logDirs);
        } else {
            problems.add("line " + line + ", column " + column + ": " + topic + "-" + partition + " " + problem);
            entries.add(topic, Math.max(0, partition), replicas, new IntBuffer());
        }
    }

    private static int bit(String field) {
        return switch (field) {
            case "topic" -> 1;
            case "partition" -> 2;
            case "replicas" -> 4;
            case "log_dirs" -> 8;
            default -> 0;
        };
    }

    private String problem(int partition, boolean hasLogDirs) {
        if (partition < 0) {
            return "is no partition: they are numbered from 0.";
        }
        if (replicas.size() == 0) {
            return "has no replicas. Give at least one broker.";
        }
        if (replicas.hasNegative()) {
            return "has replicas " + replicas + ": the ids of brokers are 0 or more.";
        }
        if (replicas.repeats()) {
            return "names a broker twice: " + replicas + ". Name each broker once.";
        }
        if (hasLogDirs && logDirs.size() != replicas.size()) {
            return "has " + replicas.size() + " replicas and " + logDirs.size()
                    + " log_dirs. Give one for each replica, \"" + TargetReplicas.ANY_LOG_DIR
                    + "\" where it does not matter, or leave log_dirs out.";
        }
        return "";
    }

    private String topic() throws IOException {
        String topic = text("topic");
        if (topic.isEmpty()) {
            throw wrong("topic is empty");
        }
        return topic;
    }

    private void replicas() throws IOException {
        expect(JsonToken.START_ARRAY, "replicas as a list of broker ids");
        replicas.clear();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            replicas.add(integer("a replica"));
        }
    }

    private void logDirs() throws IOException {
        expect(JsonToken.START_ARRAY, "log_dirs as a list of paths");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String path = text("a log dir");
            logDirs.add(path.equals(TargetReplicas.ANY_LOG_DIR) ? 0 : entries.logDir(path));
        }
    }

    private int integer(String what) throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, what + " as a whole number");
        long value = json.getNumberType() == JsonParser.NumberType.INT ? json.getIntValue() : Long.MAX_VALUE;
        if (value == Long.MAX_VALUE) {
            throw wrong(what + " is " + json.getText() + ", and can be " + Integer.MAX_VALUE + " at most");
        }
        return (int) value;
    }

    private String text(String what) throws IOException {
        expect(JsonToken.VALUE_STRING, what + " as a text");
        return json.getText();
    }

    private boolean once(boolean seen, String field) {
        if (seen) {
            throw wrong(field + " is given twice");
        }
        return true;
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (json.currentToken() != token) {
            String found = json.currentToken() == null ? "the end of the file" : json.getText();
            throw wrong("expected " + what + ", found " + found);
        }
    }

    private int line() {
        return linesBefore + json.currentTokenLocation().getLineNr();
    }

    private ReassignmentJsonException wrong(String what) {
        return wrong(what, null);
    }

    private ReassignmentJsonException wrong(String what, @Nullable JsonProcessingException cause) {
        var at = cause == null || cause.getLocation() == null ? json.currentTokenLocation() : cause.getLocation();
        String text = "line " + (linesBefore + at.getLineNr()) + ", column " + at.getColumnNr() + ": " + what
                + ". Expected " + SHAPE;
        return new ReassignmentJsonException(text, cause);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
