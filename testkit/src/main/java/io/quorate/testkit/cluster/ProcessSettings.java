// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.QuorateCache;
import io.quorate.testkit.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the processes of a cluster are run: what is the same for any shape of cluster. */
record ProcessSettings(
        NodeJvm jvm,
        @Nullable Path directory,
        Duration startTimeout,
        Wiring wiring,
        int logDirs,
        Function<KafkaDistribution, List<String>> classData) {

    /** With an archive of class data for each release, made when it is first needed. */
    static ProcessSettings withClassData(
            QuorateCache cache, NodeJvm jvm, @Nullable Path directory, Duration startTimeout, Wiring wiring) {
        ClassData classData = new ClassData(cache, Time.system(), jvm, wiring);
        return new ProcessSettings(
                jvm,
                directory,
                startTimeout,
                wiring,
                1,
                distribution -> classData.arguments(
                        distribution, dump -> TrainingRun.run(distribution, jvm.recording(dump), startTimeout)));
    }

    ProcessSettings withLogDirs(int newLogDirs) {
        return new ProcessSettings(jvm, directory, startTimeout, wiring, newLogDirs, classData);
    }
}
