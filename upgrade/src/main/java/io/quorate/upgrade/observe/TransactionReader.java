// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.ListTransactionsOptions;

/** Lists the transactions that have been open for longer than transactions may be. */
final class TransactionReader {
    /** {@code transaction.max.timeout.ms} is 15 min by default: what is open for longer was forgotten by its coordinator. */
    private static final Duration TOO_LONG = Duration.ofMinutes(16);

    private final AdminReader reader;

    TransactionReader(AdminReader reader) {
        this.reader = reader;
    }

    Observed<List<String>> read() {
        ListTransactionsOptions options =
                reader.bounded(new ListTransactionsOptions()).filterOnDuration(TOO_LONG.toMillis());
        Observed<List<String>> found = reader.ask(
                        "transactions", reader.admin().listTransactions(options).all(), all -> all.stream()
                                .map(open -> "transaction " + open.transactionalId() + " of producer "
                                        + open.producerId() + " has been " + open.state() + " for more than "
                                        + TOO_LONG.toMinutes() + " min")
                                .sorted()
                                .toList())
                .get();
        boolean tooOld = found.gaps().stream().anyMatch(gap -> gap.kind() == Gap.Kind.UNSUPPORTED);
        return tooOld
                ? Observed.unavailable(new Gap(
                        "transactions", Gap.Kind.UNSUPPORTED, "brokers before 3.8 do not tell how long they are open"))
                : found;
    }
}
