// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

/** Ends the reading of one file; caught by {@link ManifestLint}. */
final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    UnreadableFile(int line, String reason) {
        super(reason);
        this.line = line;
    }

    int line() {
        return line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
