// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.json;

/** A text is not the JSON form of an upgrade plan. Its message names the place, and what belongs there. */
public final class UpgradePlanJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UpgradePlanJsonException(String problem, Throwable cause) {
        super("Did not read the upgrade plan: " + problem + ".", cause);
    }
}
