/**
 * What is rendered from a topology: properties of nodes, the commands that format their storage, Compose files and Kubernetes
 * manifests. Pure: nothing is written, started or asked.
 */
@NullMarked
package io.quorate.deploy;

import org.jspecify.annotations.NullMarked;
