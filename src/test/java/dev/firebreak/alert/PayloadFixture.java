package dev.firebreak.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an Alertmanager would send, written by hand. */
public class PayloadFixture {

    public static final String START = "2026-11-22T07:16:30.123Z";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, Object> fields = new LinkedHashMap<>();
    final List<Map<String, Object>> alerts = new ArrayList<>();

    public static PayloadFixture group(String key) {
        var payload = new PayloadFixture();
        payload.fields.put("version", "4");
        payload.fields.put("receiver", "firebreak");
        payload.fields.put("status", "firing");
        payload.fields.put("groupKey", key);
        payload.fields.put("truncatedAlerts", 0);
        payload.fields.put("groupLabels", Map.of("alertname", "PostgresConnectionsExhausted"));
        payload.fields.put("externalURL", "http://127.0.0.1:9093");
        payload.fields.put("alerts", payload.alerts);
        return payload;
    }

    public PayloadFixture firing(String fingerprint) {
        return firing(fingerprint, START);
    }

    public PayloadFixture firing(String fingerprint, String startsAt) {
        alerts.add(alert(fingerprint, "firing", startsAt, "0001-01-01T00:00:00Z"));
        return this;
    }

    PayloadFixture resolved(String fingerprint) {
        return resolved(fingerprint, START);
    }

    PayloadFixture resolved(String fingerprint, String startsAt) {
        alerts.add(alert(fingerprint, "resolved", startsAt, "2026-11-22T08:00:00Z"));
        return this;
    }

    PayloadFixture with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    /** Changes the last alert; null takes the field away. */
    PayloadFixture where(String field, Object value) {
        var last = alerts.get(alerts.size() - 1);
        if (value == null) {
            last.remove(field);
        } else {
            last.put(field, value);
        }
        return this;
    }

    @SuppressWarnings("unchecked")
    PayloadFixture label(String name, Object value) {
        var labels = (Map<String, Object>) alerts.get(alerts.size() - 1).get("labels");
        if (value == null) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
        return this;
    }

    @SuppressWarnings("unchecked")
    PayloadFixture annotation(String name, Object value) {
        ((Map<String, Object>) alerts.get(alerts.size() - 1).get("annotations")).put(name, value);
        return this;
    }

    private static Map<String, Object> alert(String fingerprint, String status, String startsAt, String endsAt) {
        var labels = new LinkedHashMap<String, Object>();
        labels.put("alertname", "PostgresConnectionsExhausted");
        labels.put("severity", "critical");
        labels.put("service", "mosaic-postgres");
        labels.put("instance", fingerprint);
        var annotations = new LinkedHashMap<String, Object>();
        annotations.put("summary", "No connection left on mosaic-postgres");
        annotations.put("description", "100 of 100 connections are in use.");
        annotations.put("runbook_url", "https://docs.example.com/runbooks/pool");
        var alert = new LinkedHashMap<String, Object>();
        alert.put("status", status);
        alert.put("labels", labels);
        alert.put("annotations", annotations);
        alert.put("startsAt", startsAt);
        alert.put("endsAt", endsAt);
        alert.put("generatorURL", "http://127.0.0.1:9090/graph?g0.expr=up");
        alert.put("fingerprint", fingerprint);
        return alert;
    }

    AlertPayload read(AlertFormats formats, String source, Instant receivedAt) {
        return AlertPayload.read(new AlertSource(source, "high"), formats.get("alertmanager"), receivedAt, toBytes());
    }

    byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
