// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.cluster.internal.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that hangs. It cannot see that this JVM is gone, so a shell sees it in its place: it waits for a word from us, and
 * kills the process if the JVM ends without one. {@code setpriv --pdeathsig} would not do: its signal comes when the thread
 * ends that started the process, and a test's thread ends with the test.
 */
final class PausedProcess {
    private static final String WATCH = "trap '' HUP INT TERM; read -r word || kill -KILL \"$0\"";

    private final long pid;
    private final OutputStream word;
    private final AtomicBoolean said = new AtomicBoolean();

    private PausedProcess(long pid, OutputStream word) {
        this.pid = pid;
        this.word = word;
    }

    static PausedProcess pause(long pid) {
        PausedProcess paused;
        try {
            paused = new PausedProcess(
                    pid,
                    new ProcessBuilder("sh", "-c", WATCH, Long.toString(pid))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .getOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Process " + pid + " was not paused: no shell could be started to watch it", e);
        }
        try {
            Signal.stop(pid);
        } catch (RuntimeException e) {
            paused.sayTheWord();
            throw e;
        }
        paused.endWithIt();
        return paused;
    }

    /** Killed while it hangs, as a cluster does when it is closed: its id may be somebody else's soon. */
    @SuppressWarnings("FutureReturnValueIgnored") // there is nobody to tell that a shell is not there any more
    private void endWithIt() {
        ProcessHandle.of(pid).ifPresentOrElse(process -> process.onExit().thenRun(this::sayTheWord), this::sayTheWord);
    }

    long pid() {
        return pid;
    }

    void goOn() {
        Signal.send("CONT", pid);
        sayTheWord();
    }

    private void sayTheWord() {
        if (said.compareAndSet(false, true)) {
            try (word) {
                word.write('\n');
            } catch (IOException e) {
                throw new IllegalStateException("The shell that watches process " + pid + " has ended", e);
            }
        }
    }
}
