// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where records are: K17, K18, and volumes of Compose, K28. */
final class StorageRules implements Rules {
    @Override
    public void check(Manifests found, Findings findings) {
        Map<String, String> owners = new HashMap<>();
        for (KafkaNode node : found.nodes) {
            for (String dir : logDirs(node)) {
                dir(node, dir, findings);
            }
            if (node.origin == KafkaNode.Origin.COMPOSE) {
                compose(node, owners, findings);
            }
        }
        found.workloads.forEach(workload -> workload(workload, findings));
    }

    private static List<String> logDirs(KafkaNode node) {
        for (String key : List.of("log.dirs", "log.dir")) {
            if (node.isSet(key)) {
                return node.list(key); // none if the value is unknown
            }
        }
        String usual = node.origin == KafkaNode.Origin.FILE ? "/tmp/kafka-logs" : node.flavour.usualLogDir();
        return usual.isEmpty() ? List.of() : List.of(usual);
    }

    private record Mount(String path, String kind) {
        boolean holds(String dir) {
            return dir.equals(path) || dir.startsWith(path.endsWith("/") ? path : path + "/");
        }
    }

    private static void dir(KafkaNode node, String dir, Findings findings) {
        Place place = node.placeOf("log.dirs");
        Optional<Mount> mount = mounts(node).stream()
                .filter(each -> each.holds(dir))
                .max(java.util.Comparator.comparingInt(each -> each.path().length()));
        String fix = "Set log.dirs to a directory below the mount of a volume";
        if (mount.isEmpty() && (dir.equals("/tmp") || dir.startsWith("/tmp/"))) {
            findings.error(
                    LintRule.K17,
                    place,
                    "records of " + node.name + " are in " + dir
                            + (node.isSet("log.dirs") ? "" : " since log.dirs is not set")
                            + ", which is emptied at restarts",
                    fix);
        } else if (mount.isEmpty()) {
            if (node.origin != KafkaNode.Origin.FILE && hasVolumes(node)) {
                findings.error(
                        LintRule.K17,
                        place,
                        dir + " of " + node.name + " is on no volume: records are gone with the container",
                        fix);
            }
        } else if (mount.get().kind().equals("emptyDir") || mount.get().kind().equals("tmpfs")) {
            findings.error(
                    LintRule.K17,
                    place,
                    dir + " of " + node.name + " is on an " + mount.get().kind() + ": records are gone with the pod",
                    "Use volumeClaimTemplates");
        } else if (mount.get().kind().equals("claim") && dir.equals(mount.get().path())) {
            findings.error(
                    LintRule.K17,
                    place,
                    dir + " of " + node.name
                            + " is the mount itself: a lost+found in it, as many file systems have, stops the broker",
                    fix);
        }
    }

    private static boolean hasVolumes(KafkaNode node) {
        return node.workload
                .map(workload ->
                        !workload.spec().at("volumeClaimTemplates").items().isEmpty())
                .orElseGet(() -> node.service.at("volumes").items().stream().anyMatch(StorageRules::isData));
    }

    /** Not a file of configuration. */
    private static boolean isData(Yaml volume) {
        return !volume.words().contains(".properties")
                && !volume.at("source").textOr("").contains(".properties");
    }

    private static List<Mount> mounts(KafkaNode node) {
        List<Mount> mounts = new ArrayList<>();
        if (node.workload.isPresent()) {
            Workload workload = node.workload.get();
            Set<String> claims = new TreeSet<>();
            workload.spec()
                    .at("volumeClaimTemplates")
                    .items()
                    .forEach(claim -> claims.add(claim.at("metadata", "name").textOr("")));
            for (Yaml mount : workload.container().at("volumeMounts").items()) {
                String name = mount.at("name").textOr("");
                String kind = claims.contains(name) && mount.at("subPath").isMissing() ? "claim" : "";
                for (Yaml volume : workload.pod().at("volumes").items()) {
                    if (volume.at("name").is(name) && !volume.at("emptyDir").isMissing()) {
                        kind = "emptyDir";
                    }
                }
                mounts.add(new Mount(mount.at("mountPath").textOr(""), kind));
            }
            return mounts;
        }
        for (Yaml volume : node.service.at("volumes").items()) {
            String[] parts = volume.textOr("").split(":", -1);
            String path = parts.length > 1 ? parts[1] : volume.at("target").textOr(parts[0]);
            mounts.add(new Mount(path, volume.at("type").is("tmpfs") ? "tmpfs" : "volume"));
        }
        node.service.at("tmpfs").items().forEach(path -> mounts.add(new Mount(path.textOr(""), "tmpfs")));
        return mounts;
    }

    private static void compose(KafkaNode node, Map<String, String> owners, Findings findings) {
        List<Yaml> volumes = node.service.at("volumes").items().stream()
                .filter(StorageRules::isData)
                .toList();
        if (volumes.isEmpty()) {
            findings.error(
                    LintRule.K28,
                    node.place,
                    node.name + " has no volume: docker compose down deletes its records",
                    "Mount a named volume, and put log.dirs below it");
        }
        for (Yaml volume : volumes) {
            String source = volume.text()
                    .filter(text -> text.contains(":"))
                    .map(text -> text.split(":", -1)[0])
                    .orElse(volume.at("source").textOr(""));
            boolean data = logDirs(node).stream().anyMatch(dir -> new Mount(
                            volume.text()
                                    .map(text -> text.split(":", -1))
                                    .filter(parts -> parts.length > 1)
                                    .map(parts -> parts[1])
                                    .orElse(volume.at("target").textOr("?")),
                            "")
                    .holds(dir));
            String other = source.isEmpty() || !data ? null : owners.putIfAbsent(source, node.name);
            if (other != null) {
                findings.error(
                        LintRule.K17,
                        new Place(node.place.file(), volume.line()),
                        node.name + " and " + other + " keep their records in the same " + source
                                + ": the second one does not start",
                        "Give each node its own");
            }
        }
    }

    private static void workload(Workload workload, Findings findings) {
        if (workload.kind().equals("Deployment")) {
            findings.error(
                    LintRule.K18,
                    workload.place(workload.document().at("kind")),
                    workload.name()
                            + " is a Deployment: its pods have no names and no disks of their own, and a new pod is"
                            + " started before the old one ends",
                    "Use a StatefulSet with volumeClaimTemplates");
            return;
        }
        boolean other = workload.pod().at("volumes").items().stream()
                .anyMatch(volume -> !volume.at("emptyDir").isMissing()
                        || !volume.at("hostPath").isMissing()
                        || !volume.at("persistentVolumeClaim").isMissing());
        if (workload.spec().at("volumeClaimTemplates").items().isEmpty() && !other) {
            findings.error(
                    LintRule.K18,
                    workload.place(workload.spec()),
                    workload.name() + " has no volumeClaimTemplates: records are gone with each pod",
                    "Add volumeClaimTemplates, and put log.dirs below the mount");
        }
        for (Yaml volume : workload.pod().at("volumes").items()) {
            boolean shared = !volume.at("hostPath").isMissing()
                    || !volume.at("persistentVolumeClaim").isMissing();
            if (shared && workload.replicas() > 1 && isForData(workload, volume)) {
                findings.error(
                        LintRule.K17,
                        workload.place(volume),
                        "all pods of " + workload.name() + " keep their records in the same volume: the second one on a"
                                + " machine does not start",
                        "Use volumeClaimTemplates");
            }
        }
    }

    private static boolean isForData(Workload workload, Yaml volume) {
        String name = volume.at("name").textOr("");
        return workload.nodes().stream().findFirst().stream()
                .anyMatch(node -> workload.container().at("volumeMounts").items().stream()
                        .filter(mount -> mount.at("name").is(name))
                        .anyMatch(mount -> logDirs(node).stream()
                                .anyMatch(dir -> new Mount(mount.at("mountPath").textOr("?"), "").holds(dir))));
    }
}
