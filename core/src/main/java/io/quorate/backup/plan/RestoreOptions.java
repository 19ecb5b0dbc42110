// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** What a restore may do. Immutable. */
public final class RestoreOptions {
    private final Set<RestoreSection> sections;
    private final OffsetRestore offsets;
    private final Placement placement;
    private final boolean addsPartitions;

    private RestoreOptions(Builder builder) {
        this.sections = Collections.unmodifiableSet(builder.sections);
        this.offsets = builder.offsets;
        this.placement = builder.placement;
        this.addsPartitions = builder.addsPartitions;
    }

    /**
     * Returns options of which none is set.
     *
     * @return the defaults
     */
    public static RestoreOptions defaults() {
        return builder().build();
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what is restored.
     *
     * @return the sections
     */
    public Set<RestoreSection> sections() {
        return sections;
    }

    /**
     * Returns how groups get their commits back.
     *
     * @return exactly, or by timestamp where that is not possible
     */
    public OffsetRestore offsets() {
        return offsets;
    }

    /**
     * Returns who decides where replicas go.
     *
     * @return the brokers, or the backup
     */
    public Placement placement() {
        return placement;
    }

    boolean addsPartitions() {
        return addsPartitions;
    }

    /** Builds {@link RestoreOptions}. Not thread-safe. */
    public static final class Builder {
        private Set<RestoreSection> sections = EnumSet.allOf(RestoreSection.class);
        private OffsetRestore offsets = OffsetRestore.EXACT;
        private Placement placement = Placement.BROKERS_CHOOSE;
        private boolean addsPartitions;

        private Builder() {}

        /**
         * Sets what is restored. If not set, everything.
         *
         * @param wanted the sections; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder sections(Set<RestoreSection> wanted) {
            if (wanted.isEmpty()) {
                throw new IllegalArgumentException("sections must name at least one of "
                        + EnumSet.allOf(RestoreSection.class) + ", but names none");
            }
            this.sections = EnumSet.copyOf(wanted);
            return this;
        }

        /**
         * Sets how groups get their commits back. If not set, {@link OffsetRestore#EXACT}.
         *
         * @param how exactly or by timestamp
         * @return this builder
         */
        public Builder offsets(OffsetRestore how) {
            this.offsets = Objects.requireNonNull(how, "how");
            return this;
        }

        /**
         * Sets who decides where the replicas of new topics go. If not set, {@link Placement#BROKERS_CHOOSE}.
         *
         * @param who the brokers or the backup
         * @return this builder
         */
        public Builder placement(Placement who) {
            this.placement = Objects.requireNonNull(who, "who");
            return this;
        }

        /**
         * Allows that topics which exist with fewer partitions get those that are missing; keys go to other partitions from then
         * on. If not set, that is refused.
         *
         * @return this builder
         */
        public Builder addPartitions() {
            this.addsPartitions = true;
            return this;
        }

        /**
         * Returns the options.
         *
         * @return the options
         */
        public RestoreOptions build() {
            return new RestoreOptions(this);
        }
    }
}
