/**
 * Plans for people: as text, and as a page that needs no other file. Pure.
 */
@NullMarked
package io.quorate.upgrade.report;

import org.jspecify.annotations.NullMarked;
