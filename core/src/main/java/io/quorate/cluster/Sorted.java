// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Unmodifiable copies of maps in the order of their keys: what is printed or planned from them is deterministic. To copy a copy
 * takes linear time.
 */
final class Sorted {
    private Sorted() {}

    static <K extends Comparable<K>, V> Map<K, V> copyOf(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
