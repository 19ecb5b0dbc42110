// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Something that a producer or a member of the group was answered with instead of success, and how often.
 *
 * <p>A failure is a fact, not a verdict: clients meet many while brokers come and go. What it did to the records is in the
 * counts.
 *
 * @param client the producer's name, or the member
 * @param operation what was not done
 * @param error the simple name of the exception's class
 * @param message the message of the first one
 * @param count how often this client met it in this operation
 * @param firstAfter how long after the start of the load it was met first; zero if before
 */
public record ClientFailure(
        String client, String operation, String error, String message, long count, Duration firstAfter) {
    void write(DataOutput out) throws IOException {
        for (String text : List.of(client, operation, error, message)) {
            Wire.writeText(out, text);
        }
        out.writeLong(count);
        out.writeLong(firstAfter.toNanos());
    }

    static ClientFailure read(DataInput in) throws IOException {
        return new ClientFailure(
                Wire.readText(in),
                Wire.readText(in),
                Wire.readText(in),
                Wire.readText(in),
                in.readLong(),
                Duration.ofNanos(in.readLong()));
    }

    /**
     * Returns the failure in one line.
     *
     * @return who could not do what, why, and how often
     */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s: %s failed %d times, first after %.1f s: %s: %s",
                client,
                operation,
                count,
                firstAfter.toMillis() / 1e3,
                error,
                message);
    }
}
