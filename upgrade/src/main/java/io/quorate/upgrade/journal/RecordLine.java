// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quorate.internal.JsonObject;
import io.quorate.internal.JsonText;
import io.quorate.internal.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        String text = JsonText.line(JsonObject.of("seq", String.valueOf(sequence))
                .put("token", String.valueOf(token))
                .put("at", record.at())
                .put("kind", record.kind())
                .put("values", record.values()));
        return checksum(text) + " " + text;
    }

    /** Reads a whole line; {@code where} names it in messages. */
    static RecordLine read(String line, String where) {
        String text = line.substring(Math.min(line.length(), CHECKSUM + 1));
        if (line.length() <= CHECKSUM || !checksum(text).equals(line.substring(0, CHECKSUM))) {
            throw damaged(where, "its checksum is wrong", null);
        }
        try (JsonParser json = JSON.createParser(text)) {
            JsonTree fields = JsonTree.parse(json);
            return new RecordLine(
                    fields.get("seq").parse(Long::parseLong, "a number"),
                    fields.get("token").parse(Long::parseLong, "a number"),
                    new UpgradeRecord(
                            fields.get("at").parse(Instant::parse, "a time"),
                            fields.get("kind").constant(UpgradeRecord.Kind.class),
                            fields.get("values").fields(JsonTree::text)));
        } catch (IOException | IllegalArgumentException e) {
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
