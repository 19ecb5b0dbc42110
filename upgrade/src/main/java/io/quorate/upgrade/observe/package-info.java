/**
 * Looks at a cluster for everything that an upgrade is decided on.
 */
@NullMarked
package io.quorate.upgrade.observe;

import org.jspecify.annotations.NullMarked;
