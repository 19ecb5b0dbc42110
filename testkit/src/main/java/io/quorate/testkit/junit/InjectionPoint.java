// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.TestCluster;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** A parameter that is to get a value: where it is, for which test, and on which cluster. */
record InjectionPoint(ParameterContext context, ExtensionContext test, SharedCluster shared) {
    TestCluster cluster() {
        return shared.cluster();
    }

    Parameter parameter() {
        return context.getParameter();
    }

    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return context.findAnnotation(type);
    }

    /** Returns a name for a topic or a group that is not used twice. */
    String name(String what) {
        String place = test.getTestMethod().map(Method::getName).orElseGet(() -> test.getRequiredTestClass()
                .getSimpleName());
        return shared.name(what, place);
    }

    /** Closes something when what it was injected into has ended: the test, or its class. */
    <T> T closedAfterwards(T value, Runnable close) {
        Closing closing = Closing.undisturbed(close);
        test.getStore(ClusterScope.NAMESPACE).put(closing, closing);
        return value;
    }
}
