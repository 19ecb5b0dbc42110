// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import static io.quorate.deploy.lint.LintCase.compose;
import static io.quorate.deploy.lint.LintCase.kubernetes;

import java.util.List;

/** For each rule what breaks it and what nearly does. */
final class LintCases {
    private LintCases() {}

    static List<LintCase> all() {
        return List.of(
                kubernetes(
                        LintRule.K01,
                        "metadata.labels['apps.kubernetes.io/pod-index']",
                        "metadata.name",
                        "metadata.labels['apps.kubernetes.io/pod-index']\n            - name: POD\n              valueFrom:\n                fieldRef:\n                  fieldPath: metadata.name"),
                kubernetes(
                        LintRule.K01,
                        "              valueFrom:\n                fieldRef:\n                  fieldPath: metadata.labels['apps.kubernetes.io/pod-index']\n",
                        "              value: \"1\"\n",
                        "              valueFrom: {configMapKeyRef: {name: elsewhere, key: id}}\n"),
                kubernetes(
                        LintRule.K02,
                        "CLIENT://$(POD_NAME).kafka-nodes:9092",
                        "CLIENT://kafka-$(ORDINAL).kafka-nodes:9092",
                        "CLIENT://$(POD_NAME).kafka-nodes.data:9092"),
                kubernetes(
                        LintRule.K02,
                        "CLIENT://$(POD_NAME).kafka-nodes:9092",
                        "CLIENT://kafka-${HOSTNAME##*-}.kafka-nodes:9092",
                        "CLIENT://$(POD_NAME).kafka-nodes.data.svc:9092"),
                kubernetes(LintRule.K03, "q1Sh-9_ISia_zwGINzRvyQ", "MkU3OEVBNTcwNTJENDM2Qk", "0pXv2pGwSFWZ5tbgqRk6hA"),
                kubernetes(
                        LintRule.K03,
                        "            - name: CLUSTER_ID\n              value: q1Sh-9_ISia_zwGINzRvyQ\n",
                        "",
                        "            - name: CLUSTER_ID\n              value: 0pXv2pGwSFWZ5tbgqRk6hA\n"),
                compose(
                        LintRule.K03,
                        "      KAFKA_NODE_ID: 2",
                        "      CLUSTER_ID: 0pXv2pGwSFWZ5tbgqRk6hA\n      KAFKA_NODE_ID: 2",
                        "      CLUSTER_ID: q1Sh-9_ISia_zwGINzRvyQ\n      KAFKA_NODE_ID: 2"),
                compose(
                        LintRule.K03,
                        "CLUSTER_ID: q1Sh-9_ISia_zwGINzRvyQ",
                        "CLUSTER_ID: my-cluster",
                        "CLUSTER_ID: ${CLUSTER_ID}"),
                kubernetes(
                        LintRule.K03,
                        "          image: apache/kafka:4.3.1\n",
                        "          image: apache/kafka:4.3.1\n          command: [sh, -c, \"export CLUSTER_ID=$(kafka-storage.sh random-uuid) && exec /etc/kafka/docker/run\"]\n",
                        "          image: apache/kafka:4.3.1\n          command: [sh, -c, \"exec /etc/kafka/docker/run\"]\n"),
                kubernetes(
                        LintRule.K04,
                        "            - name: KAFKA_CONTROLLER_LISTENER_NAMES\n              value: CONTROLLER\n",
                        "",
                        "            - name: KAFKA_CONTROLLER_LISTENER_NAMES\n              valueFrom: {configMapKeyRef: {name: elsewhere, key: names}}\n"),
                compose(
                        LintRule.K05,
                        "1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093",
                        "1@kafka-1:9093,2@kafka-2:9093,4@kafka-3:9093",
                        "3@kafka-3:9093,2@kafka-2:9093,1@kafka-1:9093"),
                compose(LintRule.K05, "3@kafka-3:9093", "3@kafka-3:9092", "3@kafka-3:${CONTROLLER_PORT:-9093}"),
                kubernetes(
                        LintRule.K05,
                        "2@kafka-2.kafka-nodes:9093",
                        "2@kafka-2:9092",
                        "2@kafka-2.kafka-nodes.data.svc.cluster.local:9093"),
                kubernetes(
                        LintRule.K05,
                        "2@kafka-2.kafka-nodes:9093",
                        "2@kafka-2.other:9093",
                        "2@kafka-2.kafka-nodes.data:9093"),
                kubernetes(
                        LintRule.K06,
                        "KAFKA_CONTROLLER_QUORUM_VOTERS\n              value: 0@kafka-0.kafka-nodes:9093,1@kafka-1.kafka-nodes:9093,2@kafka-2.kafka-nodes:9093",
                        "KAFKA_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS\n              value: kafka-0.kafka-nodes:9093",
                        "KAFKA_CONTROLLER_QUORUM_VOTERS\n              value: 0@kafka-0.kafka-nodes.data:9093,1@kafka-1.kafka-nodes:9093,2@kafka-2.kafka-nodes:9093"),
                compose(
                        LintRule.K07,
                        "  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER",
                        "  KAFKA_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS: kafka-1:9093\n  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER",
                        "  KAFKA_CONTROLLER_QUORUM_REQUEST_TIMEOUT_MS: 2000\n  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER"),
                compose(
                        LintRule.K09,
                        "CLIENT://kafka-2:9092,HOST",
                        "CLIENT://localhost:9092,HOST",
                        "CLIENT://localhost.example.org:9092,HOST"),
                compose(
                        LintRule.K09,
                        "CLIENT://kafka-2:9092,HOST://localhost:29093",
                        "CLIENT://kafka-1:9092,HOST://localhost:29092",
                        "CLIENT://kafka-2:9092,HOST://localhost:29092"),
                compose(
                        LintRule.K09,
                        "CLIENT://kafka-2:9092,HOST://localhost:29093",
                        "CLIENT://kafka-2:9092,OTHER://localhost:29093",
                        "CLIENT://kafka-2:9092"),
                kubernetes(
                        LintRule.K09,
                        "            - name: KAFKA_ADVERTISED_LISTENERS\n              value: CLIENT://$(POD_NAME).kafka-nodes:9092\n",
                        "",
                        "            - name: KAFKA_ADVERTISED_LISTENERS\n              value: CLIENT://$(POD_NAME).kafka-nodes.data:9092\n"),
                kubernetes(
                        LintRule.K09,
                        "CLIENT://$(POD_NAME).kafka-nodes:9092",
                        "CLIENT://0.0.0.0:9092",
                        "CLIENT://$(POD_NAME).example.org:9092"),
                compose(LintRule.K10, "HOST://:19092", "HOST://:9092", "HOST://:19093"),
                compose(LintRule.K10, ",HOST:PLAINTEXT", ",ELSE:PLAINTEXT", ",HOST:SSL"),
                compose(
                        LintRule.K10,
                        "INTER_BROKER_LISTENER_NAME: CLIENT",
                        "INTER_BROKER_LISTENER_NAME: CONTROLLER",
                        "INTER_BROKER_LISTENER_NAME: ${INTER_BROKER:-CLIENT}"),
                compose(
                        LintRule.K11,
                        "MIN_INSYNC_REPLICAS: 2",
                        "MIN_INSYNC_REPLICAS: 3",
                        "MIN_INSYNC_REPLICAS: ${MIN_ISR}"),
                compose(
                        LintRule.K12,
                        "KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "KAFKA_MIN_INSYNC_REPLICAS: 1",
                        "KAFKA_MIN_INSYNC_REPLICAS: ${MIN_ISR:-2}"),
                compose(
                        LintRule.K12,
                        "KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "KAFKA_NUM_PARTITIONS: 2",
                        "KAFKA_MIN_INSYNC_REPLICAS: 2\n  KAFKA_NUM_PARTITIONS: 2"),
                compose(
                        LintRule.K12,
                        "  KAFKA_DEFAULT_REPLICATION_FACTOR: 3\n",
                        "",
                        "  KAFKA_DEFAULT_REPLICATION_FACTOR: ${RF:-3}\n"),
                compose(
                        LintRule.K13,
                        "  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1\n  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 2\n  KAFKA_MIN_INSYNC_REPLICAS: 2"),
                compose(
                        LintRule.K13,
                        "  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: 1\n  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: 2\n  KAFKA_MIN_INSYNC_REPLICAS: 2"),
                compose(
                        LintRule.K14,
                        "  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 4\n  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 3\n  KAFKA_MIN_INSYNC_REPLICAS: 2"),
                compose(
                        LintRule.K15,
                        "TOPICS_ENABLE: \"false\"",
                        "TOPICS_ENABLE: \"true\"",
                        "TOPICS_ENABLE: \"FALSE\""),
                kubernetes(
                        LintRule.K15,
                        "            - name: KAFKA_AUTO_CREATE_TOPICS_ENABLE\n              value: \"false\"\n",
                        "",
                        "            - name: KAFKA_AUTO_CREATE_TOPICS_ENABLE\n              value: False\n"),
                compose(
                        LintRule.K16,
                        "  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: \"true\"\n  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: \"false\"\n  KAFKA_MIN_INSYNC_REPLICAS: 2"),
                compose(
                        LintRule.K17,
                        "KAFKA_LOG_DIRS: /var/lib/kafka/data",
                        "KAFKA_LOG_DIRS: /tmp/kafka",
                        "KAFKA_LOG_DIRS: /var/lib/kafka/other"),
                compose(
                        LintRule.K17,
                        "KAFKA_LOG_DIRS: /var/lib/kafka/data",
                        "KAFKA_LOG_DIRS: /data",
                        "KAFKA_LOG_DIRS: /var/lib/kafka/data/more"),
                compose(LintRule.K17, "data-2:/var/lib/kafka", "data-1:/var/lib/kafka", "data-2:/var/lib/kafka/data"),
                kubernetes(
                        LintRule.K17,
                        "value: /var/lib/kafka/data",
                        "value: /var/lib/kafka",
                        "value: /var/lib/kafka/logs"),
                kubernetes(
                        LintRule.K17,
                        "  volumeClaimTemplates:\n    - metadata:\n        name: data\n",
                        "      volumes:\n        - name: data\n          emptyDir: {}\n  volumeClaimTemplates:\n    - metadata:\n        name: other\n",
                        "      volumes:\n        - name: scratch\n          emptyDir: {}\n  volumeClaimTemplates:\n    - metadata:\n        name: data\n"),
                kubernetes(
                        LintRule.K18,
                        "  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: 100Gi\n",
                        "",
                        "  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOncePod]\n        resources:\n          requests:\n            storage: 1Gi\n"),
                kubernetes(
                        LintRule.K19,
                        "          readinessProbe:",
                        "          livenessProbe:\n            tcpSocket:\n              port: client\n          readinessProbe:",
                        "          livenessProbe:\n            exec:\n              command: [pgrep, java]\n          readinessProbe:"),
                kubernetes(
                        LintRule.K19,
                        "            tcpSocket:\n              port: client",
                        "            exec:\n              command: [/opt/kafka/bin/kafka-broker-api-versions.sh, --bootstrap-server, localhost:9092]",
                        "            tcpSocket:\n              port: 9092"),
                kubernetes(
                        LintRule.K20,
                        "  publishNotReadyAddresses: true",
                        "  publishNotReadyAddresses: false",
                        "  publishNotReadyAddresses: True"),
                kubernetes(
                        LintRule.K20,
                        "  clusterIP: None\n",
                        "  type: ClusterIP\n",
                        "  clusterIP: None\n  type: ClusterIP\n"),
                kubernetes(
                        LintRule.K20,
                        "  podManagementPolicy: Parallel",
                        "  podManagementPolicy: OrderedReady",
                        "  podManagementPolicy: \"Parallel\""),
                kubernetes(
                        LintRule.K20,
                        "  selector:\n    app: kafka\n  ports:",
                        "  selector:\n    app: other\n  ports:",
                        "  selector: {\"app\": \"kafka\"}\n  ports:"),
                kubernetes(
                        LintRule.K20,
                        "  serviceName: kafka-nodes\n",
                        "  serviceName: kafka-brokers\n",
                        "  serviceName: \"kafka-nodes\"\n"),
                kubernetes(LintRule.K22, "  maxUnavailable: 1", "  maxUnavailable: 2", "  maxUnavailable: \"1\""),
                kubernetes(LintRule.K22, "  maxUnavailable: 1", "  minAvailable: 0", "  minAvailable: 2"),
                kubernetes(
                        LintRule.K22,
                        "    matchLabels:\n      app: kafka\n---\napiVersion: apps/v1",
                        "    matchLabels:\n      app: other\n---\napiVersion: apps/v1",
                        "    matchLabels: {\"app\": \"kafka\"}\n---\napiVersion: apps/v1"),
                kubernetes(
                        LintRule.K23,
                        "          requiredDuringSchedulingIgnoredDuringExecution:\n            - labelSelector:",
                        "          preferredDuringSchedulingIgnoredDuringExecution:\n            - labelSelector:",
                        "          requiredDuringSchedulingIgnoredDuringExecution:\n            - namespaces: [data]\n              labelSelector:"),
                kubernetes(
                        LintRule.K23,
                        "        podAntiAffinity:",
                        "        podAffinity:",
                        "        podAffinity: {}\n        podAntiAffinity:"),
                compose(LintRule.K24, "      KAFKA_BROKER_RACK: b\n", "", "      KAFKA_BROKER_RACK: ${RACK}\n"),
                compose(LintRule.K24, "KAFKA_BROKER_RACK: b", "KAFKA_BROKER_RACK: \"\"", "KAFKA_BROKER_RACK: a"),
                compose(
                        LintRule.K25,
                        "image: apache/kafka:4.3.1",
                        "image: apache/kafka:latest",
                        "image: apache/kafka:4.2.1"),
                compose(
                        LintRule.K25,
                        "  KAFKA_HEAP_OPTS: -Xmx512m",
                        "  KAFKA_CFG_NUM_PARTITIONS: 3",
                        "  KAFKA_NUM_PARTITIONS: 3"),
                compose(
                        LintRule.K25,
                        "  KAFKA_HEAP_OPTS: -Xmx512m",
                        "  KAFKA_INTER_BROKER_PROTOCOL_VERSION: \"3.9\"",
                        "  KAFKA_OPTS: -Dx=1"),
                kubernetes(
                        LintRule.K26,
                        "terminationGracePeriodSeconds: 120",
                        "terminationGracePeriodSeconds: 30",
                        "terminationGracePeriodSeconds: 31"),
                kubernetes(
                        LintRule.K26,
                        "          image: apache/kafka:4.3.1\n",
                        "          image: apache/kafka:4.3.1\n          command: [sh, -c, \"/etc/kafka/docker/run\"]\n",
                        "          image: apache/kafka:4.3.1\n          command: [sh, -c, \"exec /etc/kafka/docker/run\"]\n"),
                compose(LintRule.K26, "  stop_grace_period: 2m\n", "", "  stop_grace_period: 1m\n"),
                kubernetes(
                        LintRule.K27,
                        "  ports:\n    - port: 9092\n---\n",
                        "  ports:\n    - port: 9092\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: open\nspec:\n  type: LoadBalancer\n  selector:\n    app: kafka\n  ports:\n    - port: 9092\n---\n",
                        "  ports:\n    - port: 9092\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: inside\nspec:\n  type: ClusterIP\n  selector:\n    app: kafka\n  ports:\n    - port: 9092\n---\n"),
                compose(
                        LintRule.K27,
                        "  KAFKA_HEAP_OPTS: -Xmx512m",
                        "  KAFKA_SSL_KEY_PASSWORD: secret",
                        "  KAFKA_SSL_KEY_PASSWORD: ${PASSWORD}"),
                compose(LintRule.K28, "127.0.0.1:29093:19092", "127.0.0.1:29092:19092", "127.0.0.1:29095:19092"),
                compose(
                        LintRule.K28,
                        "    hostname: kafka-2",
                        "    hostname: kafka-2\n    depends_on: [kafka-1]",
                        "    hostname: kafka-2\n    depends_on: {kafka-1: {condition: service_healthy}}"),
                compose(LintRule.K28, "3@kafka-3:9093", "3@broker-3:9093", "3@${HOST_3:-kafka-3}:9093"),
                compose(
                        LintRule.K28,
                        "    hostname: kafka-2",
                        "    hostname: kafka-2\n    deploy: {replicas: 2}",
                        "    hostname: kafka-2\n    deploy: {replicas: 1}"),
                compose(
                        LintRule.K29,
                        "  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_NUM_PARTITION: 2\n  KAFKA_MIN_INSYNC_REPLICAS: 2",
                        "  KAFKA_NUM_PARTITIONS: 2\n  KAFKA_MIN_INSYNC_REPLICAS: 2"),
                kubernetes(LintRule.K30, "value: -Xmx1g", "value: -Xmx3g", "value: -Xmx3071m"),
                kubernetes(
                        LintRule.K30,
                        "            requests:\n              memory: 4Gi\n              cpu: \"1\"\n",
                        "",
                        "            requests:\n              cpu: \"1\"\n"),
                compose(LintRule.K31, "KAFKA_NODE_ID: 2", "KAFKA_NODE_ID: 1", "KAFKA_NODE_ID: ${ID:-2}"),
                compose(
                        LintRule.K32,
                        "KAFKA_DEFAULT_REPLICATION_FACTOR: 3",
                        "KAFKA_DEFAULT_REPLICATION_FACTOR: 4",
                        "KAFKA_DEFAULT_REPLICATION_FACTOR: ${RF:-3}"));
    }
}
