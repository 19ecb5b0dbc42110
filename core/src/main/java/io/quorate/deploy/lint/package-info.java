/**
 * Reads Compose files, Kubernetes manifests and properties that others wrote, recovers the Kafka nodes in them, and says what
 * will break at run time. Pure: texts go in, findings come out.
 */
@NullMarked
package io.quorate.deploy.lint;

import org.jspecify.annotations.NullMarked;
