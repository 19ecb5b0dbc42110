// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.throttle.ThrottledReplicas.Replica;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplicaListProperties {
    @Property
    void givesBackWhatOthersHadWordForWord(
            @ForAll("lists") Optional<String> others, @ForAll("replicas") Set<Replica> own) {
        ListedEver ours = new ListedEver();
        ours.addAll(own);
        Optional<String> merged = ReplicaList.merged(others, new TreeSet<>(own));

        assertThat(ReplicaList.others(others, merged, ours, false)).isEqualTo(others);
        assertThat(ReplicaList.entries(merged)).containsAll(ReplicaList.entries(others));
        if (!ReplicaList.isAll(merged)) {
            assertThat(ReplicaList.entries(merged))
                    .containsAll(own.stream().map(Replica::toString).toList());
        }
    }

    @Property(tries = 50)
    void isNeverLongerThanItMayBe(@ForAll("lists") Optional<String> others, @ForAll("many") Set<Replica> own) {
        ListedEver ours = new ListedEver();
        ours.addAll(own);
        Optional<String> merged = ReplicaList.merged(others, new TreeSet<>(own));

        assertThat(merged.orElse("").length()).isLessThanOrEqualTo(ReplicaList.LONGEST);
        assertThat(ReplicaList.others(others, merged, ours, true).equals(others))
                .isTrue();
    }

    @Example
    void takesAnEntryOfAnyFormForSomebodyElses() {
        ListedEver ours = new ListedEver();
        ours.add(1, 2);

        assertThat(ReplicaList.others(Optional.empty(), Optional.of("1:2,x:y,7,-3:2,99999999999:2,3:2"), ours, false))
                .contains("x:y,7,-3:2,99999999999:2,3:2");
    }

    @Provide
    Arbitrary<Optional<String>> lists() {
        return Arbitraries.oneOf(
                Arbitraries.just(Optional.empty()),
                Arbitraries.just(Optional.of("")),
                Arbitraries.just(Optional.of("*")),
                replicas()
                        .map(found -> Optional.of(
                                found.stream().map(Replica::toString).collect(Collectors.joining(", ")))));
    }

    @Provide
    Arbitrary<Set<Replica>> replicas() {
        return replica().set().ofMaxSize(12);
    }

    @Provide
    Arbitrary<Set<Replica>> many() {
        return Arbitraries.integers().between(1500, 6000).map(size -> IntStream.range(0, size)
                .mapToObj(i -> new Replica(i / 3, 1000 + i % 3))
                .collect(Collectors.toSet()));
    }

    private static Arbitrary<Replica> replica() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5000),
                        Arbitraries.integers().between(0, 3000))
                .as(Replica::new);
    }
}
