// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** A value that somebody else fills in later, so that nobody can say anything about it now. */
record Placeholder(String text) {
    @Override
    public String toString() {
        return text;
    }
}
