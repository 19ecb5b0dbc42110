// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Faults of real clusters and the verdicts on them. By default the quick ones on three combined nodes that notice soon; all
 * of them in both layouts and with Kafka's own time-outs, as in docs/health.md, with {@code -Dquorate.health.matrix=all}.
 */
class HealthFaultMatrixIT {
    private static final Collection<MatrixFault> QUICK = EnumSet.complementOf(EnumSet.of(
            MatrixFault.REPLICAS_LOST, MatrixFault.BROKER_STOPPED, MatrixFault.LEADER_KILLED, MatrixFault.ALL_LOST));

    @Test
    void eachFaultIsSeenForWhatItIsAndForgottenWhenItIsOver() throws IOException {
        boolean all = System.getProperty("quorate.health.matrix", "").equals("all");
        List<Matrix.Row> rows = new ArrayList<>();
        if (all) {
            Collection<MatrixFault> every = Arrays.asList(MatrixFault.values());
            rows.addAll(run(Layout.COMBINED, Timeouts.KAFKA_DEFAULTS, every));
            rows.addAll(run(Layout.SEPARATE, Timeouts.KAFKA_DEFAULTS, every));
        } else {
            rows.addAll(run(Layout.COMBINED, Timeouts.FAST, QUICK));
        }
        List<String> lines = rows.stream().map(Matrix.Row::markdown).toList();
        Files.write(Files.createDirectories(Path.of("target")).resolve("health-matrix.md"), lines);

        assertThat(rows).hasSize(Math.toIntExact(expected(all)));
    }

    private static long expected(boolean all) {
        return all
                ? Stream.of(Layout.COMBINED, Layout.SEPARATE)
                        .flatMap(layout -> Arrays.stream(MatrixFault.values()).filter(fault -> fault.fits(layout)))
                        .count()
                : QUICK.size();
    }

    private static List<Matrix.Row> run(Layout layout, Timeouts timeouts, Collection<MatrixFault> faults) {
        List<Matrix.Row> rows = new ArrayList<>();
        try (TestCluster cluster = Matrix.cluster(layout, timeouts).start();
                Matrix matrix = new Matrix(layout, cluster)) {
            faults.stream().filter(fault -> fault.fits(layout)).forEach(fault -> rows.add(matrix.run(fault)));
        }
        return rows;
    }
}
