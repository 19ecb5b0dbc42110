/**
 * Brings topics nearer to what is declared: {@link io.quorate.topic.apply.TopicReconciler} for sets of policies,
 * {@link io.quorate.topic.apply.TopicOperations} for one topic at a time. This package changes clusters.
 */
@NullMarked
package io.quorate.topic.apply;

import org.jspecify.annotations.NullMarked;
