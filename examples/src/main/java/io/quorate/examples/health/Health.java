// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.health;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quorate.examples.connection.Connection;
import io.quorate.health.HealthPolicy;
import io.quorate.health.metrics.ClusterMetrics;
import io.quorate.health.monitor.HealthMonitor;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at the health of a cluster and serves it over HTTP. */
@Command(
        name = "health",
        description = {
            "Serves the health of a cluster on loopback: a live page, /health and /metrics.",
            "",
            "Without --bootstrap-servers it starts three brokers with traffic on them; --fault kills one and brings it back.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:ended as asked", "1:with --fault: the fault was not seen as it should be", "2:bad arguments"
        })
public final class Health implements Callable<Integer> {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 12;
    private static final int RECORDS_PER_SECOND = 100;
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--port", description = "where to listen on loopback (default: any free port)")
    private int port;

    @Option(
            names = "--every",
            paramLabel = "PT1S",
            description = "how often to look at the cluster (default: ${DEFAULT-VALUE})")
    private Duration every = Duration.ofSeconds(2);

    @Option(names = "--for", paramLabel = "PT10M", description = "how long (default: until Ctrl-C)")
    private Duration howLong = FOR_EVER;

    @Option(
            names = "--fault",
            description = "kill a broker of the embedded cluster, bring it back, and end after a summary")
    private boolean fault;

    @Option(
            names = "--pause",
            paramLabel = "PT5S",
            description = "with --fault: how long each state stays to be looked at (default: ${DEFAULT-VALUE})")
    private Duration pause = Duration.ofSeconds(5);

    /** Creates the scenario. */
    public Health() {}

    @Override
    public Integer call() throws Exception {
        if (connection.isGiven()) {
            if (fault) {
                throw bad("--fault kills brokers of the embedded cluster only: leave out --bootstrap-servers");
            }
            // The monitor makes its client later, and goes on where it cannot: here a typing mistake is told at once.
            connection.open().close();
            return serve(connection.settings(), HealthPolicy.defaults(), null);
        }
        try (TestCluster cluster = TestCluster.builder().nodes(3).start()) {
            createTopic(cluster);
            try (Workload load = Workload.builder(cluster.clientConfig())
                    .topics(TOPIC)
                    .producer(ProducerSpec.idempotent("shop"))
                    .group("billing", 1)
                    .recordsPerSecond(RECORDS_PER_SECOND)
                    .start()) {
                load.mark("health");
                HealthPolicy policy =
                        HealthPolicy.builder().expectedBrokers(Set.of(1, 2, 3)).build();
                return serve(cluster.clientConfig(), policy, cluster);
            }
        }
    }

    private int serve(Map<String, Object> settings, HealthPolicy policy, @Nullable TestCluster cluster)
            throws IOException, InterruptedException {
        RecentEvents events = new RecentEvents();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (HealthMonitor monitor = HealthMonitor.builder(settings)
                        .pollInterval(every)
                        .policy(policy)
                        .listener(events)
                        .start();
                ClusterMetrics metrics = ClusterMetrics.builder(monitor).build();
                HealthServer server = HealthServer.start(port, new HealthAnswers(monitor, events), registry)) {
            metrics.bindTo(registry);
            System.out.println("Page:    " + server.url());
            System.out.println("Health:  " + server.url() + "health");
            System.out.println("Metrics: " + server.url() + "metrics");
            if (fault && cluster != null) {
                return new FaultStory(System.out, Time.system(), monitor).tell(cluster, pause) ? 0 : 1;
            }
            Time.system().sleep(howLong);
            return 0;
        }
    }

    private static void createTopic(TestCluster cluster) throws ExecutionException, InterruptedException {
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
    }

    private ParameterException bad(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
