// SPDX-License-Identifier: Apache-2.0
/**
 * Which replica goes where: values and pure decisions about the placement of replicas and leaders.
 */
@NullMarked
package io.quorate.reassignment.plan;

import org.jspecify.annotations.NullMarked;
