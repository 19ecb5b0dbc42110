// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntListsTest {
    private static final List<List<Integer>> LISTS = List.of(List.of(1, 2, 3), List.of(), List.of(7));

    @Test
    void givesBackEachListAlsoEmptyOnes() {
        IntLists lists = IntLists.copyOf(LISTS);

        assertThat(List.of(lists.get(0), lists.get(1), lists.get(2))).isEqualTo(LISTS);
    }

    @Test
    void keepsEqualListsOnce() {
        IntLists replicas = IntLists.copyOf(LISTS);
        IntLists same = IntLists.copyOf(LISTS);
        IntLists splitElsewhere = IntLists.copyOf(List.of(List.of(1, 2), List.of(3), List.of(7)));
        IntLists otherNodes = IntLists.copyOf(List.of(List.of(1, 2, 4), List.of(), List.of(7)));

        assertThat(same.sharedWith(replicas)).isSameAs(replicas);
        assertThat(same).hasSameHashCodeAs(replicas);
        assertThat(splitElsewhere.sharedWith(replicas)).isSameAs(splitElsewhere);
        assertThat(otherNodes.sharedWith(replicas)).isSameAs(otherNodes);
        assertThat(replicas).isNotEqualTo(LISTS);
    }

    @Test
    void doesNotReachIntoTheNextListNorLetAnybodyWrite() {
        List<Integer> first = IntLists.copyOf(LISTS).get(0);

        assertThatThrownBy(() -> first.get(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 3, size 3");
        assertThatThrownBy(() -> first.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> first.set(0, 9)).isInstanceOf(UnsupportedOperationException.class);
    }
}
