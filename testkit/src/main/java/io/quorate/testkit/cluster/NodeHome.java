// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where a node keeps its files, how many log dirs it has there, and how its secrets are taken out of what is shown. */
record NodeHome(Path directory, int logDirs, UnaryOperator<String> redact) {}
