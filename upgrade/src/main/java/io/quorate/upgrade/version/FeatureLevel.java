// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

/**
 * What is known of one level of a feature beside {@code metadata.version}.
 *
 * @param feature its name
 * @param level the level
 * @param defaultFrom the {@code metadata.version} from which a new cluster has it
 * @param needs the {@code metadata.version} that it cannot do without
 * @param handling how an upgrade treats it
 * @param note what it does, in words
 */
public record FeatureLevel(String feature, int level, int defaultFrom, int needs, Handling handling, String note) {
    /** How an upgrade treats a level. */
    public enum Handling {
        /** It is finalized with the others, and can be lowered again. */
        USUAL,
        /** It is finalized only on request, and can be lowered again. */
        ON_REQUEST,
        /** It is finalized only on request, and can never be lowered. */
        ON_REQUEST_IRREVERSIBLE
    }
}
