/** Upgrades of real brokers under load, judged by the testkit's workload. */
@NullMarked
package io.quorate.upgrade.proof;

import org.jspecify.annotations.NullMarked;
