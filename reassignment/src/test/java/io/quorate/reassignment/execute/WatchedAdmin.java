// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;

/** A client that goes to the brokers and measures the requests on the way: partitions reassigned at once, and config values. */
final class WatchedAdmin {
    private final AtomicInteger mostPartitions = new AtomicInteger();
    private final AtomicInteger longestValue = new AtomicInteger();
    private final Admin watched;

    WatchedAdmin(Admin admin) {
        this.watched = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof Map<?, ?> map) {
                        if (method.getName().equals("alterPartitionReassignments")) {
                            mostPartitions.accumulateAndGet(map.size(), Math::max);
                        } else if (method.getName().equals("incrementalAlterConfigs")) {
                            map.values().forEach(ops -> measure((Collection<?>) ops));
                        }
                    }
                    try {
                        return method.invoke(admin, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private void measure(Collection<?> ops) {
        for (Object op : ops) {
            String value = ((AlterConfigOp) op).configEntry().value();
            longestValue.accumulateAndGet(value == null ? 0 : value.length(), Math::max);
        }
    }

    Admin admin() {
        return watched;
    }

    int mostPartitions() {
        return mostPartitions.get();
    }

    int longestValue() {
        return longestValue.get();
    }
}
