// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.observe;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Lists the transactions that have been open for longer than transactions usually may be. */
final class TransactionReader {
    /** {@code transaction.max.timeout.ms} is 15 min by default: what is open for longer was forgotten by its coordinator. */
    private static final Duration TOO_LONG = Duration.ofMinutes(16);

    private final Admin admin;
    private final Duration timeout;

    TransactionReader(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    Observed<List<String>> read() {
        int millis = Math.toIntExact(timeout.toMillis());
        try {
            List<String> open = admin
                    .listTransactions(new ListTransactionsOptions()
                            .filterOnDuration(TOO_LONG.toMillis())
                            .timeoutMs(millis))
                    .all()
                    .get(2L * millis, TimeUnit.MILLISECONDS)
                    .stream()
                    .map(found -> "transaction " + found.transactionalId() + " of producer " + found.producerId()
                            + " is " + found.state() + " for more than " + TOO_LONG.toMinutes() + " min")
                    .sorted()
                    .toList();
            return Observed.present(open);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            Gap.Kind kind = cause instanceof UnsupportedVersionException ? Gap.Kind.UNSUPPORTED : Gap.Kind.FAILED;
            return Observed.unavailable(
                    new Gap("transactions", kind, cause.getClass().getSimpleName() + ": " + cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observed.unavailable(new Gap("transactions", Gap.Kind.FAILED, "interrupted"));
        }
    }
}
