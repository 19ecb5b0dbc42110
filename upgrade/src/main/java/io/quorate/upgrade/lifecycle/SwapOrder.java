// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

/** In which order binaries are replaced where a lifecycle works. */
public enum SwapOrder {
    /** The process is stopped, then binaries and configuration are replaced, then it is started. So it is on hosts. */
    STOP_INSTALL_START,
    /**
     * Binaries and configuration are made ready while the old process runs and touch it in no way; as soon as it is stopped
     * somebody else starts the new one. So it is with pods of a StatefulSet. {@link BrokerLifecycle#start} waits for it.
     */
    INSTALL_STOP_START
}
