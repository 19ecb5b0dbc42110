/**
 * TCP links that can be cut, slowed down and reset: proxies within this JVM, without root and without any tool. They know
 * nothing of clusters.
 */
@NullMarked
package io.quorate.testkit.link;

import org.jspecify.annotations.NullMarked;
