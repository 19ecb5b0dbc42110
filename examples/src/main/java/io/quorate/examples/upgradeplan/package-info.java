/**
 * Plans the upgrade of a cluster that exists, and changes nothing.
 */
@NullMarked
package io.quorate.examples.upgradeplan;

import org.jspecify.annotations.NullMarked;
