/**
 * Decides what a restore does: the steps from a cluster as it was seen to a backup. Nothing here touches a cluster.
 */
@NullMarked
package io.quorate.backup.plan;

import org.jspecify.annotations.NullMarked;
