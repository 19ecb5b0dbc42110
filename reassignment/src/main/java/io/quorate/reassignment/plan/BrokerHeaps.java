// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** Finds the broker that should get the next replica: for each rack a heap of the brokers that receive. */
final class BrokerHeaps {
    private final int[] rackOf;
    private final double[] load;
    private final LoadHeap[] racks;
    private final IntToDoubleFunction loadOf;

    BrokerHeaps(PlacementTask task, IntToDoubleFunction loadOf) {
        this.rackOf = task.rackOf;
        this.loadOf = loadOf;
        this.load = new double[task.brokerCount()];
        for (int broker = 0; broker < load.length; broker++) {
            load[broker] = loadOf.applyAsDouble(broker);
        }
        this.racks = new LoadHeap[task.rackCount];
        for (int rack = 0; rack < racks.length; rack++) {
            racks[rack] = new LoadHeap(load, task.receives, rackOf, rack);
        }
    }

    /** Must be told of every broker whose load has changed. */
    void changed(int broker) {
        load[broker] = loadOf.applyAsDouble(broker);
        racks[rackOf[broker]].changed(broker);
    }

    /** The least loaded broker of a rack whose load is below a limit and that will do, or -1. */
    int least(int rack, double below, IntPredicate willDo) {
        return racks[rack].least(below, willDo);
    }

    /** The less loaded of two brokers, where -1 stands for none. */
    int lesser(int a, int b) {
        if (a < 0 || b < 0) {
            return Math.max(a, b);
        }
        return load[b] < load[a] ? b : a;
    }
}
