// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.plan.ReassignmentPlan;

/**
 * What all parts of a run share.
 *
 * @param plan what is to be done
 * @param gateway the cluster
 * @param journal what must survive the process
 * @param control who ends the run
 * @param settings what the run was told
 * @param limits how much at a time
 * @param throttle how fast
 * @param teller who hears of it
 */
record RunContext(
        ReassignmentPlan plan,
        ClusterGateway gateway,
        JournalSession journal,
        RunControl control,
        RunSettings settings,
        AdmissionLimits limits,
        ThrottleKeeper throttle,
        Teller teller) {}
