// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sections turned into other sections: the gaps stay, and the order is always the same. */
final class Sections {
    private Sections() {}

    static Gap notAsked(String section) {
        return new Gap(section, Gap.Kind.NOT_ASKED, "nobody asked for it");
    }

    static <A, B> Observed<B> map(Observed<A> section, Function<A, B> translate) {
        return section.value()
                .map(content -> Observed.of(translate.apply(content), section.gaps()))
                .orElseGet(() -> Observed.unavailable(section.gaps().get(0)));
    }

    static <K, V> Map<K, V> sorted(Map<K, V> map, Comparator<K> order) {
        Map<K, V> copy = new TreeMap<>(order);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
        return sorted(map, Comparator.naturalOrder());
    }

    /** The same keys with other values. */
    static <K extends Comparable<K>, A, B> Map<K, B> values(Map<K, A> map, Function<A, B> translate) {
        return values(map, Comparator.naturalOrder(), translate);
    }

    static <K, A, B> Map<K, B> values(Map<K, A> map, Comparator<K> order, Function<A, B> translate) {
        Map<K, B> copy = new TreeMap<>(order);
        map.forEach((key, value) -> copy.put(key, translate.apply(value)));
        return Collections.unmodifiableMap(copy);
    }
}
