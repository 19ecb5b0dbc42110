// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a command is for, and what is filled in there beside node and host. */
enum Step {
    STATUS(""),
    STOP("runId token startId"),
    KILL("runId token startId"),
    INSTALL("runId token version"),
    CONFIGURE("runId token"),
    START("runId token"),
    SNAPSHOT(""),
    JAVA(""),
    ERRORS("");

    private static final Set<String> EVERYWHERE = Set.of("node", "host");

    private final String names;

    Step(String names) {
        this.names = names;
    }

    boolean knows(String name) {
        return EVERYWHERE.contains(name) || List.of(names.split(" ")).contains(name);
    }

    String describe() {
        return name().toLowerCase(Locale.ROOT);
    }
}
