// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.util.function.Predicate;

/** A condition that was imposed on links. Thread-safe. */
public final class Suffering implements AutoCloseable {
    private final LinkLoop loop;
    private final Predicate<Link> which;
    private final LinkCondition condition;

    Suffering(LinkLoop loop, Predicate<Link> which, LinkCondition condition) {
        this.loop = loop;
        this.which = which;
        this.condition = condition;
    }

    boolean concerns(Link link) {
        return which.test(link);
    }

    LinkCondition condition() {
        return condition;
    }

    /** Ends the condition. Does nothing if it has ended, or if the links are closed. */
    @Override
    public void close() {
        loop.lift(this);
    }
}
