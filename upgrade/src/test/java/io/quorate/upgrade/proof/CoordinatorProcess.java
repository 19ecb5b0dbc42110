// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.version.KafkaVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A coordinator in a process of its own, which others kill. It plans anew each time, as a person would who starts it again. */
public final class CoordinatorProcess {
    private CoordinatorProcess() {}

    /**
     * Does one part of an upgrade, and says on standard output what happens.
     *
     * @param arguments roll, finalize or rollback; bootstrap servers; port of the lifecycle; ids of the nodes; target; journal;
     *     last words, at which it waits to be killed, or nothing
     */
    public static void main(String[] arguments) {
        Set<Integer> nodes =
                Stream.of(arguments[3].split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        BrokerLifecycle lifecycle = LifecycleServer.client(arguments[2], nodes);
        KafkaVersion target = KafkaVersion.of(arguments[4]);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[1]))) {
            UpgradePlan plan = UpgradePlanner.targeting(
                            UpgradeRequest.to(target).build())
                    .plan(UpgradeObserver.builder(admin)
                            .lifecycle(lifecycle)
                            .target(target)
                            .callTimeout(Duration.ofMinutes(1))
                            .build()
                            .observe());
            RollingUpgradeCoordinator coordinator = RollingUpgradeCoordinator.builder(
                            admin, lifecycle, FileUpgradeJournal.in(Path.of(arguments[5])))
                    .callTimeout(Duration.ofSeconds(30))
                    .looks(Duration.ofMillis(250), 3)
                    .coolDown(Duration.ZERO)
                    .canarySoak(Duration.ZERO)
                    .gateTimeout(Duration.ofMinutes(2))
                    .nodeTimeout(Duration.ofMinutes(2))
                    .listener(event -> tell(event.describe(), arguments[6]))
                    .build();
            UpgradeExecution execution =
                    switch (arguments[0]) {
                        case "roll" -> coordinator.start(plan);
                        case "finalize" -> coordinator.finalizeUpgrade(plan);
                        default -> coordinator.rollBack(plan);
                    };
            UpgradeResult result = execution.await(Proof.ENOUGH);
            System.out.println("result: " + result.outcome());
            System.out.println(result.describe());
            System.exit(result.isDone() ? 0 : 1);
        }
    }

    /** It goes on to no end that might come before the signal. */
    private static void tell(String event, String lastWords) {
        System.out.println("event: " + event);
        if (!lastWords.isEmpty() && event.contains(lastWords)) {
            new CompletableFuture<Void>().join();
        }
    }
}
