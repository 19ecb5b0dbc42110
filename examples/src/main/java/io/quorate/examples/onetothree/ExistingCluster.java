// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.onetothree;

import io.quorate.examples.console.Checklist;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.execute.DurabilityResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The job on a cluster that runs already: shows the dry run, asks, does it, reads it back. */
final class ExistingCluster {
    private static final Duration MOST = Duration.ofDays(7);

    private final PrintStream out;
    private final Admin admin;
    private final @Nullable Path backup;

    ExistingCluster(PrintStream out, Admin admin, @Nullable Path backup) {
        this.out = out;
        this.admin = admin;
        this.backup = backup;
    }

    /** Returns whether the cluster meets the policy at the end. */
    boolean run(boolean withoutAsking) throws IOException {
        DurabilityJob job = new DurabilityJob(out, admin);
        DurabilityPlan plan = job.plan();
        out.println(plan.describe());
        if (!plan.problems().isEmpty()) {
            return false;
        }
        if (!plan.isEmpty()) {
            if (!withoutAsking && !isConfirmed()) {
                out.println("Nothing was changed.");
                return false;
            }
            job.backUp(backup);
            DurabilityResult result = job.run(plan, MOST);
            result.throwIfFailed();
        }
        Checklist list = new Checklist();
        job.check(list);
        return list.print(out);
    }

    private boolean isConfirmed() throws IOException {
        out.print("Do it? [y/N] ");
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = in.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
