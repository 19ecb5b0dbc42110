// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line of a file: a checksum of eight hexadecimal digits, a space, an object of JSON.
 *
 * @param sequence its number in the file, from 1
 * @param token of the owner who wrote it
 * @param record what it says
 */
record RecordLine(long sequence, long token, UpgradeRecord record) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int CHECKSUM = 8;

    String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("seq", String.valueOf(sequence));
            json.writeStringField("token", String.valueOf(token));
            json.writeStringField("at", record.at().toString());
            json.writeStringField("kind", record.kind().name());
            json.writeObjectFieldStart("values");
            for (Map.Entry<String, String> entry : record.values().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum(text.toString()) + " " + text;
    }

    /** Reads a whole line; {@code where} names it in messages. */
    static RecordLine read(String line, String where) {
        String text = line.substring(Math.min(line.length(), CHECKSUM + 1));
        if (line.length() <= CHECKSUM || !checksum(text).equals(line.substring(0, CHECKSUM))) {
            throw damaged(where, "its checksum is wrong", null);
        }
        try (JsonParser json = JSON.createParser(text)) {
            Map<String, String> fields = new TreeMap<>();
            Map<String, String> values = new TreeMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String key = json.currentName();
                        json.nextToken();
                        values.put(key, json.getText());
                    }
                } else {
                    fields.put(name, json.getText());
                }
            }
            return new RecordLine(
                    Long.parseLong(fields.getOrDefault("seq", "")),
                    Long.parseLong(fields.getOrDefault("token", "")),
                    new UpgradeRecord(
                            Instant.parse(fields.getOrDefault("at", "")),
                            UpgradeRecord.Kind.valueOf(fields.getOrDefault("kind", "")),
                            values));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw damaged(where, e.getMessage(), e);
        }
    }

    private static JournalException damaged(String where, @Nullable String why, @Nullable Exception cause) {
        return new JournalException(
                "Did not read the journal: " + where + " is damaged, " + why
                        + ". Restore the file from a copy, or move it away and start again from what the cluster shows.",
                cause);
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
