// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GroupWindowsProperties {
    @Property(tries = 300)
    void noLagAndNoAgeIsEverNegativeAndTheSameLooksGiveTheSame(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 50) Integer> read,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 50) Integer> written) {
        List<GroupHealth> first = run(read, written);

        assertThat(first).isEqualTo(run(read, written)).allSatisfy(health -> {
            assertThat(health.maxLag().orElseThrow()).isNotNegative();
            assertThat(health.behind().orElseThrow().atLeast()).isGreaterThanOrEqualTo(Duration.ZERO);
            if (health.maxLag().orElseThrow() == 0) {
                assertThat(health.status()).isEqualTo(GroupStatus.OK);
                assertThat(health.behind()).contains(LagTime.NONE);
            }
        });
    }

    @Property(tries = 300)
    void aGroupThatGoesOnIsNeverStalledStoppedOrRewound(
            @ForAll @Size(min = 12, max = 60) List<@IntRange(min = 1, max = 50) Integer> written) {
        Looks looks = new Looks();
        long end = 1000;
        long commit = 0;
        for (int more : written) {
            end += more;
            commit++;
            assertThat(looks.look(commit, end).status().isAlarming()).isFalse();
        }
    }

    @Property(tries = 200)
    void theAgeOfASteadyLogIsExact(
            @ForAll @IntRange(min = 1, max = 1000) int perLook, @ForAll @IntRange(min = 2, max = 300) int count) {
        EndHistory history = new EndHistory();
        for (int look = 0; look <= count; look++) {
            history.add((long) look * perLook, look * 10_000L);
        }
        long now = count * 10_000L;
        long offset = (long) count * perLook / 2;
        long expected = now - Math.round(offset * 10_000.0 / perLook);

        assertThat(history.age(offset, now).atLeast().toMillis()).isBetween(expected - 1, expected + 1);
    }

    private static List<GroupHealth> run(List<Integer> read, List<Integer> written) {
        Looks looks = new Looks();
        List<GroupHealth> seen = new ArrayList<>();
        long end = 0;
        long commit = 0;
        for (int look = 0; look < Math.max(read.size(), written.size()); look++) {
            end += written.get(look % written.size());
            commit = Math.min(end, commit + read.get(look % read.size()));
            seen.add(looks.look(commit, end));
        }
        return seen;
    }
}
