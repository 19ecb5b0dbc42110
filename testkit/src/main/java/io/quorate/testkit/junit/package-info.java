/** Test clusters in JUnit: started before the tests of a class, closed after them, their logs kept when one failed. */
@NullMarked
package io.quorate.testkit.junit;

import org.jspecify.annotations.NullMarked;
