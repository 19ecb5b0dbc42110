// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What a team writes once. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@KafkaTest(
        nodes = 2,
        racks = {"north", "south"},
        properties = {"min.insync.replicas=1", "log.retention.hours=5"})
@interface TeamKafkaTest {}
