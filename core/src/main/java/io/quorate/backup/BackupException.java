// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.error.KafkaOperationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A backup could not be written, or a file could not be read as one. */
public final class BackupException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    private BackupException(Path file, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    static BackupException notWritten(Path file, Exception cause) {
        return new BackupException(
                file,
                "Did not write the backup " + file + ": " + cause
                        + ". What was there before is still there. Check that the directory exists, may be written and"
                        + " has room.",
                cause);
    }

    static BackupException notRead(Path file, Exception cause) {
        return new BackupException(
                file,
                "Did not read the backup " + file + ": " + cause.getMessage()
                        + ". Read a file that ClusterBackup.writeTo has written, unchanged and whole.",
                cause);
    }

    /**
     * Returns which file.
     *
     * @return the file
     */
    public Path file() {
        return file;
    }
}
