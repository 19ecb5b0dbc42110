// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;

/**
 * One config that a lease holds: the part of the others in it, which is what the config goes back to, and what the lease
 * has made of it.
 */
abstract class HeldConfig {
    private final ConfigResource resource;
    private final String key;
    private Optional<String> others;
    private Optional<String> journalled;
    private Optional<String> original;
    private boolean owed;
    private Optional<String> written;
    private boolean writtenIsKnown;
    private boolean seen;
    private int reverted;

    /** What one look at the config found. */
    record Look(Optional<String> value, boolean isReverted) {}

    HeldConfig(ConfigResource resource, String key, Optional<String> others) {
        this.resource = resource;
        this.key = key;
        this.others = others;
        this.journalled = others;
        this.original = others;
        this.written = others;
        this.writtenIsKnown = true;
    }

    /** Goes on where an earlier process ended: what it has written, and whether, is not known. */
    final void resume() {
        owed = true;
        writtenIsKnown = false;
    }

    final ConfigResource resource() {
        return resource;
    }

    final String key() {
        return key;
    }

    /** What the config is without us. */
    final Optional<String> others() {
        return others;
    }

    /** Takes in what the config is now. */
    final Look look(Optional<String> current) {
        others = othersIn(others, current);
        boolean isReverted = seen && !keeps(current, written);
        seen = owed && writtenIsKnown && same(current, written);
        if (isReverted) {
            reverted++;
        }
        return new Look(current, isReverted);
    }

    /** Returns the part of the others in a value that is theirs, ours, or made by both. */
    abstract Optional<String> othersIn(Optional<String> before, Optional<String> current);

    /** Tells whether a value still does all that another one did. */
    abstract boolean keeps(Optional<String> current, Optional<String> written);

    /** Tells whether two values do the same. */
    abstract boolean same(Optional<String> one, Optional<String> other);

    /** What the config shall be while it is held. */
    abstract Optional<String> wanted();

    /**
     * Tells whether the config must be written. A value that looks right is not enough if the last that we wrote was another:
     * the one who told us may lag behind.
     */
    final boolean needs(Optional<String> value, Look look) {
        return !same(look.value(), value) || !isSure(value);
    }

    private boolean isSure(Optional<String> value) {
        return !owed || (writtenIsKnown && same(written, value));
    }

    /** What makes a value of what was seen, one change after the other. */
    List<ConfigChange> changes(Optional<String> value, Look look) {
        return List.of(ConfigChange.to(value));
    }

    /** What we may have made of it the last time; empty if that is not known. */
    final Optional<Optional<String>> written() {
        return writtenIsKnown ? Optional.of(written) : Optional.empty();
    }

    /** Tells whether the journal does not yet know what the config goes back to. */
    final boolean needsPreImage() {
        return !owed || !journalled.equals(others);
    }

    final void journalledPreImage() {
        if (!owed) {
            original = others;
        }
        owed = true;
        journalled = others;
    }

    /** Tells whether somebody else has made something else of it than it was when we came. */
    final boolean isOthersWish() {
        return !others.equals(original);
    }

    /** Tells whether the journal owes the cluster this config. */
    final boolean isOwed() {
        return owed;
    }

    final void wrote(Optional<String> value) {
        written = value;
        writtenIsKnown = true;
        seen = false;
    }

    /** No answer came, or an error: it may have been written all the same. */
    final void mayHaveWritten() {
        writtenIsKnown = false;
        seen = false;
    }

    /** It could not be looked at, so it is not known any more whether it is as it should be. */
    final void lostSight() {
        seen = false;
    }

    void restored() {
        owed = false;
        seen = false;
    }

    /** How often somebody has reverted it. */
    final int reverted() {
        return reverted;
    }

    /** Tells whether the last look found it as it should be, so that it need not be looked at each time. */
    final boolean isSettled() {
        return owed ? seen && same(written, wanted()) : same(others, wanted());
    }
}
