// SPDX-License-Identifier: Apache-2.0
/**
 * Settings of Kafka's clients: presets that say why, and an audit of the settings that a client would really run with.
 */
@NullMarked
package io.quorate.client;

import org.jspecify.annotations.NullMarked;
