// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MonitoringFilesTest {
    /** {@code -Dquorate.resources.write=true} writes what the code renders over what is shipped. */
    private static final boolean WRITE = Boolean.getBoolean("quorate.resources.write");

    private static final Path RESOURCES = Path.of("src/main/resources/io/quorate/health");
    private static final Pattern SERIES = Pattern.compile("kafka_[a-z_]+(\\{[^}]*})?");

    private final ClusterTopology orders = ClusterTopology.builder("4L6g3nShT-eMCtK--X86sw")
            .name("orders")
            .combined(1, 2, 3)
            .build();

    @Test
    void whatIsShippedIsWhatTheCodeRenders() throws IOException {
        for (RenderedFile file : List.of(PrometheusRules.forAnyCluster(), GrafanaDashboard.forAnyCluster())) {
            if (WRITE) {
                Files.writeString(RESOURCES.resolve(file.path()), file.content());
                continue;
            }
            try (InputStream shipped = PrometheusRules.class.getResourceAsStream("/io/quorate/health/" + file.path())) {
                assertThat(shipped).as(file.path()).isNotNull();
                assertThat(new String(shipped.readAllBytes(), StandardCharsets.UTF_8))
                        .as("run this with -Dquorate.resources.write=true if %s was changed on purpose", file.path())
                        .isEqualTo(file.content());
            }
        }
    }

    @Test
    void filesOfOneClusterLookAtNoOther() throws IOException {
        List<String> queries = new ArrayList<>(queries(GrafanaDashboard.of(orders)));
        PrometheusRules.of(orders)
                .content()
                .lines()
                .filter(line -> line.strip().startsWith("expr:"))
                .map(line -> line.replace("\\\"", "\""))
                .forEach(queries::add);

        assertThat(queries).hasSizeGreaterThan(40);
        for (String query : queries) {
            Matcher series = SERIES.matcher(query);
            assertThat(series.find()).as(query).isTrue();
            do {
                assertThat(series.group()).contains("{cluster=\"orders\"");
            } while (series.find());
        }
    }

    @Test
    void rulesOfATopologyKnowHowManyNodesItHas() {
        assertThat(PrometheusRules.of(orders).content())
                .contains("kafka_cluster_brokers{cluster=\\\"orders\\\"} < 3")
                .contains("sum(kafka_quorum_voters{cluster=\\\"orders\\\"}) < 3");
    }

    @Test
    void panelsDoNotOverlapAndHaveIdsOfTheirOwn() throws IOException {
        String json = GrafanaDashboard.forAnyCluster().content();

        assertThat(queries(GrafanaDashboard.forAnyCluster())).hasSizeGreaterThan(15);
        List<String> places = Pattern.compile("\"x\": (\\d+),\\s+\"y\": (\\d+)")
                .matcher(json)
                .results()
                .map(found -> found.group(1) + "/" + found.group(2))
                .toList();
        assertThat(places).hasSize(18).doesNotHaveDuplicates();
    }

    @Test
    void clientsGetTheServersAndTheProtocol() {
        assertThat(ClientProperties.of(orders, Listener.INTERNAL).content())
                .isEqualTo("bootstrap.servers=" + orders.bootstrapServers(Listener.INTERNAL)
                        + "\nsecurity.protocol=PLAINTEXT\n");
    }

    private static List<String> queries(RenderedFile dashboard) throws IOException {
        List<String> queries = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(dashboard.content())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && "expr".equals(parser.currentName())) {
                    queries.add(parser.nextTextValue());
                }
            }
        }
        return queries;
    }
}
