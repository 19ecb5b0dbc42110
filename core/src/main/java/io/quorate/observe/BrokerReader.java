// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Broker;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.internal.AdminReader;
import io.quorate.internal.Gaps;
import java.util.List;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Reads who is registered. The controller that {@code describeCluster} names is not read: it is an arbitrary broker. */
final class BrokerReader {
    private static final String SUBJECT = "brokers";

    private final AdminReader reader;

    BrokerReader(AdminReader reader) {
        this.reader = reader;
    }

    record Registered(String clusterId, Observed<List<Broker>> brokers) {}

    Registered read() {
        try {
            return read(new DescribeClusterOptions().includeFencedBrokers(true), List.of());
        } catch (UnsupportedVersionException e) {
            Gap hidden = Gaps.of("fenced brokers", e);
            return read(new DescribeClusterOptions(), List.of(hidden));
        } catch (KafkaException e) {
            throw new ClusterObservationException(Gaps.of(SUBJECT, e), e);
        }
    }

    private Registered read(DescribeClusterOptions options, List<Gap> gaps) {
        DescribeClusterResult result = reader.admin().describeCluster(reader.bounded(options));
        List<Broker> brokers = reader.join(result.nodes(), SUBJECT).stream()
                .map(BrokerReader::broker)
                .toList();
        return new Registered(reader.join(result.clusterId(), SUBJECT), Observed.of(brokers, gaps));
    }

    private static Broker broker(Node node) {
        String rack = node.rack() == null || node.rack().isEmpty() ? null : node.rack();
        return new Broker(node.id(), new Endpoint(node.host(), node.port()), rack, node.isFenced());
    }
}
