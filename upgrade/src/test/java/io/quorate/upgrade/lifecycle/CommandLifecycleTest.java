// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorate.upgrade.version.KafkaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLifecycleTest {
    private static final Fence FENCE = new Fence("run-1", 7);
    private static final KafkaVersion VERSION = KafkaVersion.of("4.3.1");
    private static final StopRequest STOP = new StopRequest("12@34", StopMode.CONTROLLED, Duration.ofMillis(1));

    @TempDir
    private Path directory;

    @Test
    void readsWhatTheStatusCommandPrints() throws IOException {
        NodeStatus status = printing("state=RUNNING\nstartId=12@34\nversion=4.3.1\nexitCode=1\nlastError=a=b\n")
                .status(1);

        assertThat(status.isRunning()).isTrue();
        assertThat(status.startId()).contains("12@34");
        assertThat(status.version()).contains(VERSION);
        assertThat(status.exitCode()).hasValue(1);
        assertThat(status.lastError()).contains("a=b");
        assertThat(status.describe()).isEqualTo("node 1: RUNNING 4.3.1 as 12@34, last exit code 1, last error: a=b");
    }

    @Test
    void takesNoAnswerForAStoppedNode() throws IOException {
        assertThat(printing("").status(1).state()).isEqualTo(ProcessState.UNKNOWN);
        assertThat(printing("state=ACTIVE").status(1).state()).isEqualTo(ProcessState.UNKNOWN);
        assertThat(printing("state=RUNNING").status(1).state()).isEqualTo(ProcessState.UNKNOWN);
        assertThat(printing("state=STOPPED\nversion=trunk").status(1).state()).isEqualTo(ProcessState.UNKNOWN);
        assertThat(with("false").status(1).lastError().orElseThrow()).contains("exit code 1");
        assertThat(with("/no/such/program").status(1).lastError().orElseThrow()).contains("/no/such/program");
    }

    @Test
    void startsNothingBesideAProcessThatMayBeThere() {
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> with("false").start(FENCE, 1))
                .withMessageContaining("Did not start node 1")
                .withMessageContaining("log dirs");
    }

    @Test
    void doesNotTakeAnUnknownStateForTheEndOfAProcess() {
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> with("false").stop(FENCE, 1, STOP))
                .withMessageContaining("Did not stop node 1")
                .withMessageContaining("UNKNOWN");
    }

    @Test
    void leavesAnotherProcessThanTheOneNamedAlone() throws IOException {
        CommandLifecycle lifecycle = complete(builder()
                .status("cat", answer("state=RUNNING\nstartId=99@99\n"))
                .stop("false"));

        lifecycle.stop(FENCE, 1, STOP); // would fail if it ran
        assertThat(lifecycle.status(1).startId()).contains("99@99");
    }

    @Test
    void saysThatTheProcessIsStillThere() throws IOException {
        CommandLifecycle lifecycle = printing("state=RUNNING\nstartId=12@34\n");

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.stop(FENCE, 1, STOP))
                .withMessageContaining("RUNNING as 12@34");
    }

    @Test
    void fillsInOneWordForEachName() throws IOException {
        Path told = directory.resolve("told");
        CommandLifecycle lifecycle = complete(builder()
                .install("bash", "-c", "echo $0 $1 $2 > " + told, "{host}", "{node}:{version}", "{runId}/{token}"));

        lifecycle.install(FENCE, 1, VERSION);

        assertThat(told).hasContent("kafka-1.example 1:4.3.1 run-1/7");
    }

    @Test
    void refusesAWordThatAShellWouldTakeForMore() {
        CommandLifecycle lifecycle = complete(builder().status("true").install("true", "{runId}"));

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.install(new Fence("run; reboot", 1), 1, VERSION))
                .withMessageContaining("'run; reboot'");
    }

    @Test
    void handsOverTheConfigurationOnStandardInput() {
        Path told = directory.resolve("told");
        CommandLifecycle lifecycle = complete(builder().configure("bash", "-c", "cat > " + told));

        lifecycle.applyConfig(FENCE, 1, ConfigChange.of(Map.of("a", "1 $(x)"), Set.of("b")));

        assertThat(told).hasContent("set a=1 $(x)\nunset b");
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.applyConfig(FENCE, 1, ConfigChange.setting("a", "1\nset c=2")))
                .withMessageContaining("more than one line");
    }

    @Test
    void isFencedByTheHostAndByItself() {
        CommandLifecycle lifecycle = complete(builder().install("bash", "-c", "echo run-2/9; exit 75"));

        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> lifecycle.install(FENCE, 1, VERSION))
                .withMessageContaining("run-1/7")
                .withMessageContaining("run-2/9");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> lifecycle.install(new Fence("run-1", 6), 1, VERSION))
                .withMessageContaining("run-1/7 has taken over");
    }

    @Test
    void endsACommandThatDoesNotEnd() {
        CommandLifecycle lifecycle = complete(builder().install("sleep", "600").timeout(Duration.ofMillis(50)));

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.install(FENCE, 1, VERSION))
                .withMessageContaining("PT0.05S")
                .withMessageContaining("not known");
    }

    @Test
    void tellsOnlyWhatACommandTells() throws IOException {
        CommandLifecycle told = complete(builder()
                .latestMetadataSnapshot("cat", answer("00000000000000000042\n"))
                .javaVersion("echo", "17")
                .loggedErrors("printf", "one\\ntwo\\n"));

        assertThat(told.latestMetadataSnapshot(1).value().orElseThrow()).hasValue(42);
        assertThat(told.javaVersion(1).value()).contains(17);
        assertThat(told.loggedErrors(1).value().orElseThrow()).containsExactly("one", "two");
        assertThat(with("true").latestMetadataSnapshot(1).value()).isEmpty();
        assertThat(with("true").metric(1, "a:b=c", "Value").value()).isEmpty();
        assertThat(complete(builder().status("true").javaVersion("echo", "new"))
                        .javaVersion(1)
                        .gaps())
                .hasSize(1);
    }

    @Test
    void namesAllCommandsThatAreMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CommandLifecycle.builder(Map.of()).stop("x").build())
                .withMessageContaining("[status, install, configure, start]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().start("x", "{version}"))
                .withMessageContaining("{version}")
                .withMessageContaining("start");
    }

    @Test
    void doesNotKnowNodesThatItWasNotTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("true").status(9))
                .withMessageContaining("no node 9");
    }

    private CommandLifecycle printing(String text) throws IOException {
        return complete(builder().status("cat", answer(text)));
    }

    private String answer(String text) throws IOException {
        return Files.writeString(directory.resolve("answer"), text).toString();
    }

    private static CommandLifecycle with(String status) {
        return complete(builder().status(status));
    }

    private static CommandLifecycleBuilder builder() {
        return CommandLifecycle.builder(Map.of(1, "kafka-1.example"));
    }

    /** What a test leaves open does nothing. */
    private static CommandLifecycle complete(CommandLifecycleBuilder builder) {
        for (Step step : Step.values()) {
            if (builder.command(step).isEmpty()) {
                switch (step) {
                    case STATUS -> builder.status("true");
                    case STOP -> builder.stop("true");
                    case INSTALL -> builder.install("true");
                    case CONFIGURE -> builder.configure("true");
                    case START -> builder.start("true");
                    default -> {}
                }
            }
        }
        return builder.build();
    }
}
