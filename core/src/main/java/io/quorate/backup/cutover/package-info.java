// SPDX-License-Identifier: Apache-2.0
/**
 * Whether clients can go over from one cluster to another that was filled by mirroring: decisions over what was seen of both.
 */
@NullMarked
package io.quorate.backup.cutover;

import org.jspecify.annotations.NullMarked;
