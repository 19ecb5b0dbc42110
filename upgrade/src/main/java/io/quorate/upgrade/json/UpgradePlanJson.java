// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.quorate.internal.JsonText;
import io.quorate.internal.JsonTree;
import io.quorate.upgrade.plan.UpgradePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes plans as JSON and reads them again: UTF-8, everything that a plan holds, and the same bytes for the same plan. A plan
 * that was read is the plan that was written. Streams are not closed.
 *
 * <p>A plan says what was seen when it was made. A run looks again before every stop, so a plan that was kept for a while does
 * no harm; it may be refused because the cluster is another one now.
 */
public final class UpgradePlanJson {
    /** Rises when a reader of the older form could not read the newer one. */
    static final int FORMAT = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private UpgradePlanJson() {}

    /**
     * Writes a plan.
     *
     * @param plan the plan
     * @param out where to; it is flushed
     * @throws IOException if it cannot be written
     */
    public static void write(UpgradePlan plan, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            JsonText.write(json, PlanWriter.plan(plan));
        }
    }

    /**
     * Reads a plan.
     *
     * @param in where from; one document
     * @return the plan
     * @throws UpgradePlanJsonException if it is not a plan, with the place and what belongs there
     * @throws IOException if it cannot be read
     */
    public static UpgradePlan read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            JsonTree document = JsonTree.parse(json);
            int format = document.get("format").integer();
            if (format != FORMAT) {
                throw new IllegalArgumentException("its format is " + format + " and this release reads " + FORMAT
                        + ". Read it with the release that wrote it, or plan again");
            }
            return PlanReader.plan(document);
        } catch (JsonProcessingException e) {
            throw new UpgradePlanJsonException("it is not JSON, " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UpgradePlanJsonException(String.valueOf(e.getMessage()), e);
        }
    }
}
