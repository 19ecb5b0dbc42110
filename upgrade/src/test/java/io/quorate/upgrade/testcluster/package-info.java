/** Upgrades of the testkit's clusters: for tests here and in other modules. */
@NullMarked
package io.quorate.upgrade.testcluster;

import org.jspecify.annotations.NullMarked;
