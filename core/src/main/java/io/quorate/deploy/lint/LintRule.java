// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

/** What is looked for. */
public enum LintRule {
    /** Node ids are not one for each pod. */
    K01("Node ids are not one for each pod"),
    /** A variable is not defined where it is used. */
    K02("A variable is not defined where it is used"),
    /** The cluster id is missing, a sample, or not the same everywhere. */
    K03("The cluster id is missing, a sample, or not the same everywhere"),
    /** Variables replace the image's whole configuration, and something is missing. */
    K04("Variables replace the image's whole configuration, and something is missing"),
    /** The voters are not the controllers. */
    K05("The voters are not the controllers"),
    /** The image does not format for a dynamic quorum. */
    K06("The image does not format for a dynamic quorum"),
    /** Voters and bootstrap servers of controllers are both set. */
    K07("Voters and bootstrap servers of controllers are both set"),
    /** Too few controllers, an even number, or all in one zone. */
    K08("Too few controllers, an even number, or all in one zone"),
    /** Clients and brokers are sent to a wrong address. */
    K09("Clients and brokers are sent to a wrong address"),
    /** Listeners contradict each other. */
    K10("Listeners contradict each other"),
    /** Every replica must be in sync. */
    K11("Every replica must be in sync"),
    /** Topics have too few replicas unless they say otherwise. */
    K12("Topics have too few replicas unless they say otherwise"),
    /** Internal topics have one replica. */
    K13("Internal topics have one replica"),
    /** Internal topics need more brokers than there are. */
    K14("Internal topics need more brokers than there are"),
    /** Topics appear by mistake. */
    K15("Topics appear by mistake"),
    /** Acknowledged records may be lost by an election. */
    K16("Acknowledged records may be lost by an election"),
    /** Records are not on a disk that stays. */
    K17("Records are not on a disk that stays"),
    /** Pods have no disk of their own. */
    K18("Pods have no disk of their own"),
    /** A probe harms the broker that it watches. */
    K19("A probe harms the broker that it watches"),
    /** Pods do not find each other when they start. */
    K20("Pods do not find each other when they start"),
    /** Variables of a service drop the image's configuration. */
    K21("Variables of a service drop the image's configuration"),
    /** Nothing stops two nodes from being drained at once. */
    K22("Nothing stops two nodes from being drained at once"),
    /** Nodes may land on one machine. */
    K23("Nodes may land on one machine"),
    /** Racks are set on some brokers, or are all the same. */
    K24("Racks are set on some brokers, or are all the same"),
    /** The image and what it is told do not fit. */
    K25("The image and what it is told do not fit"),
    /** Brokers are killed before they have shut down. */
    K26("Brokers are killed before they have shut down"),
    /** A secret or an open listener is exposed. */
    K27("A secret or an open listener is exposed"),
    /** Services of Compose get in each other's way. */
    K28("Services of Compose get in each other's way"),
    /** A property does not exist. */
    K29("A property does not exist"),
    /** Memory is not enough, or not asked for. */
    K30("Memory is not enough, or not asked for"),
    /** Two nodes have the same id. */
    K31("Two nodes have the same id"),
    /** There are fewer brokers than replicas. */
    K32("There are fewer brokers than replicas");

    private final String title;

    LintRule(String title) {
        this.title = title;
    }

    /**
     * Returns what it is about.
     *
     * @return a sentence without its full stop
     */
    public String title() {
        return title;
    }
}
