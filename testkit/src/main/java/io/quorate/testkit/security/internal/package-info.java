/** Throw-away certificates, passwords and users, and the properties that tell nodes and clients of them. Not for users. */
@NullMarked
package io.quorate.testkit.security.internal;

import org.jspecify.annotations.NullMarked;
