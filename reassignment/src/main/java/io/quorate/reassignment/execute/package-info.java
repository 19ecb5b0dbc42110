// SPDX-License-Identifier: Apache-2.0
/**
 * The only writers: they carry out plans on a cluster, observe after each change, and tell what they do.
 */
@NullMarked
package io.quorate.reassignment.execute;

import org.jspecify.annotations.NullMarked;
