/**
 * The jars of any Kafka release: from Maven, from an unpacked download, or from a directory; and the cache directory that
 * keeps what was found.
 */
@NullMarked
package io.quorate.testkit.distribution;

import org.jspecify.annotations.NullMarked;
