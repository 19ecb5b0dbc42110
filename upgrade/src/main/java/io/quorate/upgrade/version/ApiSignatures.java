// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import io.quorate.cluster.VersionRange;
import io.quorate.upgrade.internal.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the release of a broker by the requests that it answers. Only requests that a broker does not forward count: the
 * others shrink to what the active controller knows. The newest release whose tests all hold wins.
 */
final class ApiSignatures {
    private static final List<Signature> NEWEST_FIRST = read();

    private ApiSignatures() {}

    private record Test(int apiKey, int version) {}

    private record Signature(ReleaseLine line, List<Test> tests) {
        private boolean matches(Map<Integer, VersionRange> apis) {
            return tests.stream().allMatch(test -> {
                VersionRange range = apis.get(test.apiKey());
                return range != null && range.max() >= test.version();
            });
        }
    }

    static Optional<ReleaseLine> line(Map<Integer, VersionRange> apis) {
        return NEWEST_FIRST.stream()
                .filter(signature -> signature.matches(apis))
                .map(Signature::line)
                .findFirst();
    }

    private static List<Signature> read() {
        List<Signature> all = new ArrayList<>();
        for (Map<String, String> row : DataFile.rows(ApiSignatures.class, "signatures.csv")) {
            List<Test> tests = new ArrayList<>();
            for (String test : ReleaseData.text(row, "tests").split(";", -1)) {
                int operator = test.indexOf(">=");
                tests.add(new Test(
                        Integer.parseInt(test.substring(0, operator)), Integer.parseInt(test.substring(operator + 2))));
            }
            all.add(new Signature(ReleaseLine.of(ReleaseData.text(row, "line")), List.copyOf(tests)));
        }
        return List.copyOf(all);
    }
}
