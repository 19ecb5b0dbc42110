/** How the clients of a test cluster are encrypted, authenticated and authorised. */
@NullMarked
package io.quorate.testkit.security;

import org.jspecify.annotations.NullMarked;
