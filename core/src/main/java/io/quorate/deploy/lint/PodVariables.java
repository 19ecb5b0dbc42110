// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import io.quorate.deploy.lint.Manifests.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a pod's container, expanded in their order as the kubelet does it. */
final class PodVariables {
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");
    private static final Pattern SHELL = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*[^}]*\\}");

    private final Manifests found;
    private final Workload workload;
    private final String pod;
    private final int ordinal;
    private final Map<String, Setting> all = new LinkedHashMap<>();

    PodVariables(Manifests found, Workload workload, String pod, int ordinal) {
        this.found = found;
        this.workload = workload;
        this.pod = pod;
        this.ordinal = ordinal;
    }

    Map<String, Setting> read() {
        for (Yaml from : workload.container().at("envFrom").items()) {
            String name = from.at("configMapRef", "name").textOr("");
            Optional<Resource> map = found.resource("ConfigMap", name);
            map.ifPresent(resource -> resource.document()
                    .at("data")
                    .entries()
                    .forEach((key, value) ->
                            all.put(key, Setting.of(key, value.textOr(""), new Place(resource.file(), value.line())))));
            if (map.isEmpty()) {
                found.unknown.add("variables from " + (name.isEmpty() ? "a Secret" : "ConfigMap " + name)
                        + ", which is not among the files");
            }
        }
        for (Yaml variable : workload.container().at("env").items()) {
            String name = variable.at("name").textOr("");
            Place place = new Place(workload.file(), variable.line());
            Optional<String> value = variable.at("value").isMissing()
                    ? reference(variable.at("valueFrom"))
                    : expand(variable.at("value").textOr(""), place);
            all.put(name, new Setting(name, value, place));
        }
        return all;
    }

    private Optional<String> reference(Yaml from) {
        String field = from.at("fieldRef", "fieldPath").textOr("");
        if (field.equals("metadata.name")) {
            return Optional.of(pod);
        }
        if (field.equals("metadata.namespace")) {
            return workload.document().at("metadata", "namespace").text();
        }
        if (field.contains("pod-index")) {
            return Optional.of(String.valueOf(ordinal));
        }
        String map = from.at("configMapKeyRef", "name").textOr("");
        String key = from.at("configMapKeyRef", "key").textOr("");
        return found.resource("ConfigMap", map)
                .flatMap(resource -> resource.document().at("data", key).text());
    }

    private Optional<String> expand(String text, Place place) {
        Matcher shell = SHELL.matcher(text);
        if (shell.find() && !text.contains("${secrets:") && !text.contains("${env:") && !text.contains("${file:")) {
            KubernetesReader.undefined(found, place, shell.group(), text);
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        boolean known = true;
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                matcher.appendReplacement(out, Matcher.quoteReplacement("$(" + matcher.group(2) + ")"));
                continue;
            }
            Setting variable = all.get(matcher.group(2));
            if (variable == null) {
                KubernetesReader.undefined(found, place, "$(" + matcher.group(2) + ")", text);
                matcher.appendReplacement(out, Matcher.quoteReplacement(matcher.group()));
            } else if (variable.value().isEmpty()) {
                known = false;
                matcher.appendReplacement(out, "");
            } else {
                matcher.appendReplacement(
                        out, Matcher.quoteReplacement(variable.value().get()));
            }
        }
        matcher.appendTail(out);
        return known ? Optional.of(out.toString()) : Optional.empty();
    }
}
