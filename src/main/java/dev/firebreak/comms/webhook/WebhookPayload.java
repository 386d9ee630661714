package dev.firebreak.comms.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.incident.Incident;
import dev.firebreak.web.PublicAddress;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Writes the body of an event. A field may be added at any time; a change that breaks readers raises the schema
 * version.
 */
@Component
class WebhookPayload {

    /** The version of the fields below {@code data}. */
    static final int SCHEMA = 1;

    private static final JsonMapper JSON = new JsonMapper();

    private final PublicAddress address;

    WebhookPayload(PublicAddress address) {
        this.address = address;
    }

    /**
     * The JSON text.
     *
     * @param what the line of the timeline
     * @param who the person, or the part of Firebreak that acted
     * @param incident as it is now
     */
    String write(WebhookEventType type, Instant at, String what, String who, Incident incident) {
        var payload = JSON.createObjectNode();
        payload.put("type", type.type());
        payload.put("timestamp", at.toString());
        var data = payload.putObject("data");
        data.put("schema", SCHEMA);
        data.put("what", what);
        data.put("who", who);
        add(data.putObject("incident"), incident);
        try {
            return JSON.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written as JSON", e);
        }
    }

    private void add(ObjectNode node, Incident incident) {
        node.put("id", incident.id().value());
        node.put("url", address.at("/incidents/" + incident.id()));
        node.put("title", incident.title());
        node.put("service", incident.service());
        node.put("symptom", incident.symptom());
        node.put("severity", text(incident.severity()));
        node.put("proposedSeverity", text(incident.proposedSeverity()));
        node.put("status", incident.status().name());
        node.put("commander", incident.commander());
        node.put("acknowledgedBy", incident.acknowledgedBy());
        node.put("drill", incident.id().isDrill());
        node.put("lifeSafety", incident.lifeSafety());
        node.put("openedAt", text(incident.openedAt()));
        node.put("resolvedAt", text(incident.resolvedAt()));
        node.put("closedAt", text(incident.closedAt()));
        node.put("mergedInto", text(incident.mergedInto()));
    }

    private static String text(Object value) {
        return Objects.toString(value, null);
    }
}
