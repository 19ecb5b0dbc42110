// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.progress.StepProgress;

/** Hears how a step goes on. */
interface StepTeller extends RunControl.Waiting {
    void advanced(StepProgress progress);
}
