// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.List;

/**
 * What failures a client with these settings survives, and what it does not.
 *
 * @param survives what it survives, a sentence each
 * @param suffers what it does not survive or what the survival depends on, a sentence each
 */
public record Survival(List<String> survives, List<String> suffers) {
    /**
     * Copies the lists.
     *
     * @param survives what it survives
     * @param suffers what it does not
     */
    public Survival {
        survives = List.copyOf(survives);
        suffers = List.copyOf(suffers);
    }
}
