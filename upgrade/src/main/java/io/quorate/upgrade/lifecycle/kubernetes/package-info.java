/**
 * Hands on brokers in Kubernetes. Needs {@code io.fabric8:kubernetes-client} on the class path, which Quorate does not bring.
 */
@NullMarked
package io.quorate.upgrade.lifecycle.kubernetes;

import org.jspecify.annotations.NullMarked;
