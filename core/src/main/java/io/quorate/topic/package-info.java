/**
 * What topics should be like, and where they are not: {@link io.quorate.topic.TopicPolicies} are compared with what was
 * seen of a cluster, which gives a {@link io.quorate.topic.TopicReport} of every drift with its risk and its remedy.
 * Nothing here touches a cluster.
 */
@NullMarked
package io.quorate.topic;

import org.jspecify.annotations.NullMarked;
