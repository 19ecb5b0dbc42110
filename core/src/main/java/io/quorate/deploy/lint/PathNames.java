// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

/** Compares the name of a given file with how another file refers to it. */
final class PathNames {
    private PathNames() {}

    static boolean same(String given, String reference) {
        String wanted = reference.startsWith("./") ? reference.substring(2) : reference;
        String has = given.startsWith("./") ? given.substring(2) : given;
        return has.equals(wanted) || has.endsWith("/" + wanted);
    }
}
