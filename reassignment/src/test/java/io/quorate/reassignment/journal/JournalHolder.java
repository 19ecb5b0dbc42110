// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import java.nio.file.Path;

/** A process that owns a journal until it is killed: it says "open" when it does, and writes on. */
public final class JournalHolder {
    private JournalHolder() {}

    /**
     * Runs it.
     *
     * @param arguments the directory, and the number of records to write before it says so
     */
    public static void main(String[] arguments) throws Exception {
        try (JournalSession session = FileJournal.in(Path.of(arguments[0])).open("cluster", "plan")) {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                session.append(Records.begun(i));
            }
            System.out.println("open");
            while (System.in.read() >= 0) {
                session.append(Records.begun(0));
            }
        } catch (JournalOwnershipException e) {
            System.out.println("refused " + e.getMessage());
        }
    }
}
