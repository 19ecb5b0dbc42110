/**
 * Reads {@link io.quorate.topic.TopicPolicies} from YAML. Needs {@code org.snakeyaml:snakeyaml-engine} on the class path,
 * which is an optional dependency.
 */
@NullMarked
package io.quorate.topic.yaml;

import org.jspecify.annotations.NullMarked;
