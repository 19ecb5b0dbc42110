/**
 * Kafka clusters for tests: real brokers of any release, as processes of this machine that can be stopped, killed, started
 * again and joined by others.
 */
@NullMarked
package io.quorate.testkit.cluster;

import org.jspecify.annotations.NullMarked;
