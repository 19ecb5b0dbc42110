/**
 * What an upgrade will do, before it does anything: preflight checks, the order of the nodes, the sets that may be down
 * together, what is irreversible, and the way back. Pure: values in, values out.
 */
@NullMarked
package io.quorate.upgrade.plan;

import org.jspecify.annotations.NullMarked;
