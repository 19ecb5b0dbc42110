// SPDX-License-Identifier: Apache-2.0
/**
 * Audits the settings of clients, and looks after consumer groups.
 */
@NullMarked
package io.quorate.examples.clients;

import org.jspecify.annotations.NullMarked;
