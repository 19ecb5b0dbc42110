// SPDX-License-Identifier: Apache-2.0
/**
 * Assertions about clusters and workloads in AssertJ's style, from {@link
 * io.quorate.testkit.assertion.KafkaAssertions#assertThat}. Those about a cluster wait until what they say is true, and when
 * they give up, their message holds what they saw last. They need AssertJ on the class path, which the testkit does not bring.
 */
@NullMarked
package io.quorate.testkit.assertion;

import org.jspecify.annotations.NullMarked;
