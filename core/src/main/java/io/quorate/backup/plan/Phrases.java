// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;

/** How things are called in plans. */
final class Phrases {
    private Phrases() {}

    static String group(String groupId) {
        return "group " + groupId;
    }

    static String topic(String name) {
        return "topic " + name;
    }

    static String acl(AclBinding acl) {
        return "acl "
                + String.join(
                        " ",
                        acl.entry().permissionType().name().toLowerCase(Locale.ROOT),
                        acl.entry().principal(),
                        "from",
                        acl.entry().host(),
                        acl.entry().operation().name(),
                        "on",
                        acl.pattern().patternType().name().toLowerCase(Locale.ROOT),
                        acl.pattern().resourceType().name().toLowerCase(Locale.ROOT),
                        acl.pattern().name());
    }

    static <V> String changes(Map<String, V> values, Map<String, V> before) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + (before.containsKey(entry.getKey()) ? before.get(entry.getKey()) + " -> " : "= ")
                        + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
