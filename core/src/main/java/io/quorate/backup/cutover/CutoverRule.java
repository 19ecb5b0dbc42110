// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

/** What must hold before clients go over to the target, in the order in which it is checked. */
public enum CutoverRule {
    /** Nobody writes to the source any more. */
    PRODUCERS_STOPPED("producers have stopped at the source", Consequence.RECORDS_LOST),
    /** Everything that is in the source is in the target, too. */
    DRAINED("everything is copied", Consequence.RECORDS_LOST),
    /** Every topic is there with as many partitions. */
    PARTITIONS_EQUAL("topics have the same partitions", Consequence.RECORDS_LOST),
    /** Topics are configured alike. */
    CONFIGS_EQUAL("topics have the same configs", Consequence.BEHAVIOUR_CHANGES),
    /** The same principals may do the same. */
    ACLS_EQUAL("ACLs are the same", Consequence.CLIENTS_REFUSED),
    /** Clients have the same quotas. */
    QUOTAS_EQUAL("quotas are the same", Consequence.BEHAVIOUR_CHANGES),
    /** Every group of the source has commits at the target, and they lie in its logs. */
    GROUPS_PRESENT("groups have their commits at the target", Consequence.RECORDS_LOST),
    /** No group goes on behind a record that it has not read; and not much too early. */
    COMMITS_NOT_AHEAD("groups skip nothing and repeat little", Consequence.RECORDS_LOST),
    /** No group has a member on either side. */
    NO_ACTIVE_MEMBERS("groups have no members", Consequence.RECORDS_LOST),
    /** Producers with {@code acks=all} are served. */
    MIN_ISR_MET("no partition is under min ISR", Consequence.CLIENTS_REFUSED),
    /** The way back is there. */
    ROLLBACK_SAVED("the offsets of the source are saved", Consequence.NO_WAY_BACK);

    /** What happens to those who go over all the same, the worst first. */
    public enum Consequence {
        /** Records are never read by somebody, or are not at the target at all. */
        RECORDS_LOST,
        /** Clients cannot write or read. */
        CLIENTS_REFUSED,
        /** Records are kept, ordered or limited in another way. */
        BEHAVIOUR_CHANGES,
        /** Groups could not return to where they were at the source. */
        NO_WAY_BACK
    }

    private final String text;
    private final Consequence consequence;

    CutoverRule(String text, Consequence consequence) {
        this.text = text;
        this.consequence = consequence;
    }

    /**
     * Returns what must hold, for people.
     *
     * @return for example {@code everything is copied}
     */
    public String text() {
        return text;
    }

    /**
     * Returns what happens where it does not hold.
     *
     * @return the consequence
     */
    public Consequence consequence() {
        return consequence;
    }
}
