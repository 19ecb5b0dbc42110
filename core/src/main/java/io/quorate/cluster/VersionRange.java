// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

/**
 * The versions of a request, or the levels of a feature, that a node supports.
 *
 * @param min the lowest
 * @param max the highest
 */
public record VersionRange(int min, int max) {
    @Override
    public String toString() {
        return min + ".." + max;
    }
}
