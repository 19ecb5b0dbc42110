// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.topics;

import io.quorate.examples.connection.Connection;
import io.quorate.observe.ClusterObservationException;
import io.quorate.topic.Mode;
import io.quorate.topic.Risk;
import io.quorate.topic.TopicConsent;
import io.quorate.topic.TopicPolicies;
import io.quorate.topic.apply.ReconcileResult;
import io.quorate.topic.apply.TopicReconciler;
import io.quorate.topic.yaml.TopicPolicyFile;
import io.quorate.topic.yaml.TopicPolicyFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Validates, and if asked creates and reconciles, the topics of a cluster. */
@Command(
        name = "validate-topics",
        description = {
            "Compares the topics of a cluster with the policies in a YAML file, and if asked removes what differs.",
            "",
            "Without --bootstrap-servers it starts three brokers and shows the whole path on them.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:every topic is as declared",
            "1:one is not, or the cluster does not answer",
            "2:bad arguments or files"
        })
public final class ValidateTopics implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--policies", paramLabel = "FILE.yaml", description = "what the topics should be like")
    private @Nullable Path policies;

    @Option(
            names = "--mode",
            paramLabel = "validate|create-missing|reconcile-safe|reconcile",
            description = "how much may be changed (default: validate, which changes nothing)")
    private String mode = "validate";

    @Option(
            names = "--consent",
            paramLabel = "TOPIC=RISK",
            description =
                    "take a risk for one topic, for example orders=ORDERING; for --mode reconcile; may be repeated")
    private List<String> consents = new ArrayList<>();

    /** Creates the scenario. */
    public ValidateTopics() {}

    @Override
    public Integer call() throws Exception {
        Mode chosen = mode();
        TopicConsent[] taken = consents.stream().map(this::consent).toArray(TopicConsent[]::new);
        if (!connection.isGiven()) {
            return EmbeddedPath.show(policies == null ? EmbeddedPath.policies() : read(policies));
        }
        if (policies == null) {
            throw badArguments("--bootstrap-servers needs --policies");
        }
        TopicPolicies declared = read(policies);
        try (Admin admin = connection.openForChanges()) {
            ReconcileResult result = TopicReconciler.using(admin).apply(declared, chosen, taken);
            System.out.println(result.describe());
            return result.isAsDeclared() ? 0 : 1;
        } catch (ClusterObservationException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IllegalArgumentException e) {
            throw badArguments(String.valueOf(e.getMessage()));
        }
    }

    private Mode mode() {
        try {
            return Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw badArguments("--mode is validate, create-missing, reconcile-safe or reconcile, not '" + mode + "'");
        }
    }

    private TopicConsent consent(String text) {
        int at = text.lastIndexOf('=');
        try {
            return new TopicConsent(
                    text.substring(0, Math.max(0, at)),
                    Risk.valueOf(text.substring(at + 1).toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw badArguments("--consent '" + text + "' is not TOPIC=RISK, where RISK is one of "
                    + Arrays.stream(Risk.values())
                            .filter(Risk::canBeConsentedTo)
                            .toList());
        }
    }

    private TopicPolicies read(Path file) {
        try {
            return TopicPolicyFile.read(file);
        } catch (TopicPolicyFileException e) {
            throw badArguments(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException badArguments(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
