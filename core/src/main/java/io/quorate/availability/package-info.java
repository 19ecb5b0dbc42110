// SPDX-License-Identifier: Apache-2.0
/**
 * What the loss of nodes would do to a cluster, and whether they may be taken away now. Pure: values in, values out.
 */
@NullMarked
package io.quorate.availability;

import org.jspecify.annotations.NullMarked;
