// SPDX-License-Identifier: Apache-2.0
/**
 * Releases of Kafka, and what follows from their order.
 */
@NullMarked
package io.quorate.upgrade.version;

import org.jspecify.annotations.NullMarked;
