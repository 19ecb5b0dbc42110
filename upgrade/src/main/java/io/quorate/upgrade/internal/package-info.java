/**
 * What packages of this module must share and nobody else should use.
 */
@NullMarked
package io.quorate.upgrade.internal;

import org.jspecify.annotations.NullMarked;
