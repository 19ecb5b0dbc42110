// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.offline;

/** An argument or a file is wrong; the message says which, where, and what belongs there. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadInput(String message) {
        super(message);
    }
}
