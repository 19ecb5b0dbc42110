// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

/** What a topic of the source is called at the target. */
public sealed interface TopicMapping {
    /**
     * Returns the name at the target.
     *
     * @param sourceTopic the name at the source
     * @return the name of its copy; a prefix of topic names is mapped to the prefix of the copies
     */
    String targetName(String sourceTopic);

    /**
     * Returns the mapping of MirrorMaker's {@code IdentityReplicationPolicy}.
     *
     * @return every topic keeps its name
     */
    static TopicMapping sameNames() {
        return new SameNames();
    }

    /**
     * Returns the mapping of MirrorMaker's {@code DefaultReplicationPolicy}, with a dot between.
     *
     * @param alias what MirrorMaker calls the source
     * @return {@code orders} becomes {@code source.orders}
     */
    static TopicMapping prefixedWith(String alias) {
        return new Prefixed(alias + ".");
    }

    /** Every topic keeps its name. */
    record SameNames() implements TopicMapping {
        @Override
        public String targetName(String sourceTopic) {
            return sourceTopic;
        }
    }

    /**
     * Something stands in front of every name.
     *
     * @param prefix with what separates it, for example {@code source.}
     */
    record Prefixed(String prefix) implements TopicMapping {
        /**
         * Checks that there is a prefix.
         *
         * @param prefix with what separates it
         */
        public Prefixed {
            if (prefix.isBlank() || prefix.equals(".")) {
                throw new IllegalArgumentException("Copies need a prefix, not \"" + prefix + "\"; or sameNames()");
            }
        }

        @Override
        public String targetName(String sourceTopic) {
            return prefix + sourceTopic;
        }
    }
}
