// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.time.Duration;

/** A fault that a {@link FaultSchedule} can draw. */
public enum FaultKind {
    /** SIGKILL, and a start. */
    KILL {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.kill(target);
        }
    },
    /** SIGTERM, and a start. */
    STOP {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.stop(target);
        }
    },
    /** SIGSTOP, and SIGCONT. */
    PAUSE {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.pause(target);
        }
    },
    /** Cut off from all other nodes and all clients. Needs links. */
    CUT {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.links(target).cut();
        }
    },
    /** Cut off from the other brokers alone. Needs links. */
    CUT_FROM_BROKERS {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.links(target).with(Peers.BROKERS).cut();
        }
    },
    /** Cut off from the controllers alone. Needs links. */
    CUT_FROM_CONTROLLERS {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.links(target).with(Peers.CONTROLLERS).cut();
        }
    },
    /** Cut off from clients alone. Needs links. */
    CUT_FROM_CLIENTS {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.links(target).with(Peers.CLIENTS).cut();
        }
    },
    /** 100 ms later, each way, on all its links. Needs links. */
    SLOW {
        @Override
        Fault begin(Faults faults, Target target) {
            return faults.links(target).slow(LATENCY);
        }
    };

    private static final Duration LATENCY = Duration.ofMillis(100);

    abstract Fault begin(Faults faults, Target target);

    boolean needsLinks() {
        return compareTo(CUT) >= 0;
    }
}
