/**
 * Restores a backup: looks, plans, lets the brokers check the plan, writes, and says what became of each step.
 */
@NullMarked
package io.quorate.backup.execute;

import org.jspecify.annotations.NullMarked;
