// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

/** What removing a drift may cost. The risk decides which mode removes it, and whether consent is needed. */
public enum Risk {
    /** Nothing to remove: the value is as declared, and only inherited. */
    NONE("costs nothing"),
    /** Takes effect at once, and no record, client or replica notices. */
    SAFE("costs nothing but disk space"),
    /** Keys go to other partitions than before: their order across the change is lost. */
    ORDERING("sends keys to other partitions than before"),
    /** Records may be deleted that are kept today. */
    DATA_LOSS("may delete records that are kept today"),
    /** Fewer failures can be survived than today. */
    DURABILITY("lets acknowledged records depend on fewer replicas"),
    /** Writes may be refused that are accepted today. */
    AVAILABILITY("may stop writes"),
    /** Records of producers may be refused, or get other timestamps, that are accepted today. */
    PRODUCER_BREAK("may refuse records that producers send today"),
    /** Replicas must be copied between brokers: the {@code reassignment} module does it, at a rate that you choose. */
    HEAVY("copies replicas between brokers"),
    /** Somebody set a value that no policy declares: perhaps on purpose. */
    UNKNOWN_OWNER("removes a value that somebody set and no policy declares"),
    /** The topic is not the one that was recorded. */
    IDENTITY("is about another topic of the same name"),
    /** Kafka has no way to do it while the topic exists. */
    IMPOSSIBLE("cannot be done to a topic that exists");

    private final String cost;

    Risk(String cost) {
        this.cost = cost;
    }

    /**
     * Returns the cost in words.
     *
     * @return a phrase that follows "it"
     */
    public String cost() {
        return cost;
    }

    /**
     * Tells whether somebody can consent to this risk.
     *
     * @return {@code true} for those that a change of a topic can have; {@link #HEAVY} ones are not done here
     */
    public boolean canBeConsentedTo() {
        return switch (this) {
            case ORDERING, DATA_LOSS, DURABILITY, AVAILABILITY, PRODUCER_BREAK, UNKNOWN_OWNER -> true;
            case NONE, SAFE, HEAVY, IDENTITY, IMPOSSIBLE -> false;
        };
    }
}
