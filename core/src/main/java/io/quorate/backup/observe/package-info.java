/**
 * Reads a cluster for a backup, and what a restore is decided by.
 */
@NullMarked
package io.quorate.backup.observe;

import org.jspecify.annotations.NullMarked;
