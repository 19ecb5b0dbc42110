// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of JUnit within a test, and what became of its tests. */
final class LaunchedTests implements TestExecutionListener {
    private final Map<String, TestExecutionResult> results = new ConcurrentHashMap<>();

    static LaunchedTests run(Map<String, String> parameters, Class<?>... classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes).map(type -> selectClass(type)).toList())
                .configurationParameters(parameters)
                .build();
        LaunchedTests seen = new LaunchedTests();
        LauncherFactory.create().execute(request, seen);
        return seen;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || !isPassed(result)) {
            // Runs of several tests on one release have one name; a failure must not hide behind the others.
            results.merge(test.getDisplayName(), result, (one, other) -> isPassed(one) ? other : one);
        }
    }

    List<String> passed() {
        List<String> passed = new ArrayList<>();
        results.forEach((name, result) -> {
            if (isPassed(result)) {
                passed.add(name);
            }
        });
        return passed;
    }

    private static boolean isPassed(TestExecutionResult result) {
        return result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    }

    Throwable failure(String name) {
        TestExecutionResult result = results.get(name);
        if (result == null) {
            throw new AssertionError("no test " + name + " among " + results);
        }
        return result.getThrowable().orElseThrow();
    }
}
