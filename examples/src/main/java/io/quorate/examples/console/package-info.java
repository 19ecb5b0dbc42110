// SPDX-License-Identifier: Apache-2.0
/**
 * What the scenarios share to speak with a person: a progress bar, a checklist, a question.
 */
@NullMarked
package io.quorate.examples.console;

import org.jspecify.annotations.NullMarked;
