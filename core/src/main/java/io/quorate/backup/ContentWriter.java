// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quorate.cluster.Observed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;

/** Writes what sections hold; {@link ContentReader} reads it. */
final class ContentWriter {
    /** Stands in the place of a sensitive value. */
    static final String REDACTED = "redacted";

    private final JsonGenerator json;
    private final SectionWriter sections;

    ContentWriter(JsonGenerator json, SectionWriter sections) {
        this.json = json;
        this.sections = sections;
    }

    void broker(Optional<String> rack) throws IOException {
        json.writeStartObject();
        if (rack.isPresent()) {
            json.writeStringField("rack", rack.get());
        }
        json.writeEndObject();
    }

    void topic(TopicBackup topic) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", topic.id().toString());
        json.writeObjectFieldStart("partitions");
        for (int index = 0; index < topic.replicas().size(); index++) {
            List<Integer> replicas = topic.replicas().get(index);
            sections.list(String.valueOf(index), replicas, json::writeNumber);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    void configs(ConfigBackup configs) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> config : configs.values().entrySet()) {
            json.writeStringField(config.getKey(), config.getValue());
        }
        for (String key : configs.redacted()) {
            json.writeObjectFieldStart(key);
            json.writeStringField(REDACTED, "sensitive");
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    void group(GroupBackup group) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", group.type().toString());
        json.writeStringField("state", group.state().toString());
        Observed<List<Map.Entry<TopicPartition, OffsetBackup>>> offsets =
                Sections.map(group.offsets(), all -> List.copyOf(all.entrySet()));
        sections.elements("offsets", offsets, this::offset);
        json.writeEndObject();
    }

    private void offset(Map.Entry<TopicPartition, OffsetBackup> entry) throws IOException {
        OffsetBackup offset = entry.getValue();
        json.writeStartObject();
        json.writeStringField("topic", entry.getKey().topic());
        json.writeNumberField("partition", entry.getKey().partition());
        json.writeNumberField("offset", offset.commit().offset());
        if (offset.commit().leaderEpoch().isPresent()) {
            json.writeNumberField("leaderEpoch", offset.commit().leaderEpoch().get());
        }
        json.writeStringField("metadata", offset.commit().metadata());
        if (offset.recordTime().isPresent()) {
            json.writeStringField("recordTime", offset.recordTime().get().toString());
        }
        if (offset.log().isPresent()) {
            json.writeNumberField("logStart", offset.log().get().start());
            json.writeNumberField("logEnd", offset.log().get().end());
        }
        json.writeEndObject();
    }

    void acl(AclBinding acl) throws IOException {
        json.writeStartObject();
        json.writeStringField("resourceType", acl.pattern().resourceType().name());
        json.writeStringField("resource", acl.pattern().name());
        json.writeStringField("patternType", acl.pattern().patternType().name());
        json.writeStringField("principal", acl.entry().principal());
        json.writeStringField("host", acl.entry().host());
        json.writeStringField("operation", acl.entry().operation().name());
        json.writeStringField("permission", acl.entry().permissionType().name());
        json.writeEndObject();
    }

    void quota(QuotaBackup quota) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("entity");
        for (Map.Entry<String, Optional<String>> part : quota.entity().entrySet()) {
            // Kafka knows the default of a type by a null; no user or client is called so.
            json.writeFieldName(part.getKey());
            if (part.getValue().isPresent()) {
                json.writeString(part.getValue().get());
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
        json.writeFieldName("limits");
        sections.object(quota.limits(), json::writeNumber);
        json.writeEndObject();
    }

    void iterations(Map<String, Integer> byMechanism) throws IOException {
        sections.object(byMechanism, json::writeNumber);
    }
}
