/**
 * How an upgrade lays hands on nodes: stop, install, configure, start, look. The SPI, and implementations for hosts that are
 * reached by commands and for Kubernetes.
 */
@NullMarked
package io.quorate.upgrade.lifecycle;

import org.jspecify.annotations.NullMarked;
