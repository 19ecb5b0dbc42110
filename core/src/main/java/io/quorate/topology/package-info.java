/**
 * The declared shape of a cluster: its nodes, roles, racks, listeners, quorum and durability defaults; what it survives,
 * what is wrong with it, and how what runs differs from it.
 */
@NullMarked
package io.quorate.topology;

import org.jspecify.annotations.NullMarked;
