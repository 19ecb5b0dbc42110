// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told from the command of a container. */
final class Commands {
    private static final Pattern CLUSTER_ID = Pattern.compile("(?:--cluster-id|-t)[ =]+\"?([^\\s\"]+)");
    private static final Pattern ORDINAL = Pattern.compile(
            "(?:KAFKA_NODE_ID|KAFKA_CFG_NODE_ID|node\\.id)=\"?(?:\\$\\(\\()?\\s*\\$\\{HOSTNAME##\\*-\\}\\s*(?:\\+\\s*(\\d{1,6})\\s*\\)\\))?");

    private Commands() {}

    static Optional<String> clusterId(String words) {
        Matcher matcher = CLUSTER_ID.matcher(words);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static boolean makesClusterId(String words) {
        return words.contains("random-uuid");
    }

    static boolean startsKafka(String words) {
        return words.contains("kafka-server-start");
    }

    /** What a shell adds to the number of the pod to get the node id, if it does that. */
    static Optional<Integer> ordinalOffset(String words) {
        Matcher matcher = ORDINAL.matcher(words);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String added = matcher.group(1);
        return Optional.of(added == null ? 0 : Integer.parseInt(added));
    }

    /** A shell around Kafka does not pass signals on, unless Kafka takes its place. */
    static boolean wrapsWithoutExec(String words) {
        int start = words.indexOf("kafka-server-start");
        if (start < 0) {
            start = words.indexOf("/etc/kafka/docker/run");
        }
        boolean shell = Pattern.compile("(^|[\\s/])(ba)?sh\\s").matcher(words).find();
        return start >= 0 && shell && !words.substring(0, start).matches("(?s).*\\bexec\\s+\\S*");
    }
}
