// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

/**
 * A level of the feature {@code metadata.version}.
 *
 * @param level the number that is finalized
 * @param name what people call it, for example {@code 4.3-IV0}
 * @param changesMetadata {@code true} if it writes records that older releases cannot read: then it cannot be lowered past
 */
public record MetadataVersion(int level, String name, boolean changesMetadata) {
    @Override
    public String toString() {
        return level + " (" + name + ")";
    }
}
