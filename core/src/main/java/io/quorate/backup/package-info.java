// SPDX-License-Identifier: Apache-2.0
/**
 * What a cluster knows beside its records, as one document that can be kept under version control: topics, configs, committed
 * offsets, ACLs, quotas.
 */
@NullMarked
package io.quorate.backup;

import org.jspecify.annotations.NullMarked;
