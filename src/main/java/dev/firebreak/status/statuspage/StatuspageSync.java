package dev.firebreak.status.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.Backoff;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.status.PublishedIncident;
import dev.firebreak.status.PublishedIncidents;
import dev.firebreak.status.statuspage.StatuspageClient.StatuspageUnavailable;
import dev.firebreak.status.statuspage.StatuspageRows.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Says on Statuspage.io what our page says: one incident there for one of ours, and each text once. After an answer that
 * did not come, it looks for our marker before it makes an incident, and for the text before it repeats one (guarantees.md
 * G8). One call follows the other, and a wish to be left alone is obeyed.
 */
@Component
public class StatuspageSync implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(StatuspageSync.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SAID_LATELY = Duration.ofDays(1);
    private static final Backoff BACKOFF = Backoff.upTo(Duration.ofSeconds(512));
    private static final Map<String, String> COMPONENT = Map.of(
            "operational", "operational",
            "degraded", "degraded_performance",
            "partial", "partial_outage",
            "major", "major_outage");
    private static final Map<String, String> IMPACT =
            Map.of("degraded", "minor", "partial", "major", "major", "critical");

    private final JsonMapper json = new JsonMapper();
    private final PublishedIncidents incidents;
    private final StatuspageRows rows;
    private final StatuspageClient client;
    private final StatuspageSettings settings;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "statuspage", EVERY, this::round);
    private volatile Instant pausedUntil = Instant.MIN;

    StatuspageSync(
            PublishedIncidents incidents,
            StatuspageRows rows,
            StatuspageClient client,
            StatuspageSettings settings,
            Clock clock) {
        this.incidents = incidents;
        this.rows = rows;
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /** Brings it up to date. */
    void round() {
        var since = clock.instant().minus(SAID_LATELY);
        for (var incident : incidents.since(since, settings.components().keySet())) {
            if (clock.instant().isBefore(pausedUntil)) {
                return;
            }
            if (isBehind(incident, rows.of(incident.id()))) {
                rows.claim(incident.id(), LEASE).ifPresent(row -> catchUp(incident, row));
            }
        }
    }

    private static boolean isBehind(PublishedIncident incident, Row row) {
        return row.sent() < incident.texts().size() || closes(incident, row);
    }

    /** What our page says by itself once the record says that the incident is over. */
    private static boolean closes(PublishedIncident incident, Row row) {
        var last = incident.texts().get(incident.texts().size() - 1);
        return incident.isOver() && !row.isClosed() && !last.status().equals("resolved");
    }

    private void catchUp(PublishedIncident incident, Row row) {
        var sent = row.sent();
        var isUnsure = row.attempts() > 0;
        try {
            for (; sent < incident.texts().size(); sent++) {
                var text = incident.texts().get(sent);
                say(incident, isUnsure, text.status(), text.text());
                rows.sent(incident.id(), sent + 1, false);
                isUnsure = false;
            }
            if (closes(incident, rows.of(incident.id()))) {
                say(incident, isUnsure, "resolved", PublishedIncident.OVER);
                rows.sent(incident.id(), sent, true);
            }
            rows.release(incident.id());
        } catch (StatuspageUnavailable later) {
            failed(incident, row, later);
        }
    }

    private void failed(PublishedIncident incident, Row row, StatuspageUnavailable why) {
        var now = clock.instant();
        why.pause().ifPresent(pause -> pausedUntil = now.plus(pause));
        var wait = BACKOFF.after(row.attempts());
        var pause = why.pause().orElse(Duration.ZERO);
        log.warn("Statuspage {}; the next try comes later", why.getMessage());
        rows.failed(incident.id(), why.getMessage(), now.plus(wait.compareTo(pause) > 0 ? wait : pause));
    }

    /** @param isUnsure whether an earlier try may have said it */
    private void say(PublishedIncident incident, boolean isUnsure, String status, String text) {
        var row = rows.of(incident.id());
        var remote = row.remoteId();
        if (remote == null && row.isTried()) {
            remote = found(incident.id()).orElse(null);
            if (remote != null) {
                rows.made(incident.id(), remote);
            }
        }
        if (remote == null) {
            rows.tries(incident.id());
            rows.made(
                    incident.id(),
                    client.create(body(incident, status, text, true)).path("id").asText());
        } else if (!isUnsure || !isSaid(remote, status, text)) {
            client.update(remote, body(incident, status, text, false));
        }
    }

    /** Its id of the incident with our marker. */
    private Optional<String> found(String incident) {
        for (JsonNode one : client.newest()) {
            if (one.at("/metadata/firebreak/incident").asText().equals(incident)) {
                return Optional.of(one.path("id").asText());
            }
        }
        return Optional.empty();
    }

    private boolean isSaid(String remote, String status, String text) {
        for (JsonNode update : client.get(remote).path("incident_updates")) {
            if (update.path("body").asText().equals(text)
                    && update.path("status").asText().equals(status)) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode body(PublishedIncident of, String status, String text, boolean isNew) {
        var body = json.createObjectNode();
        var incident = body.putObject("incident");
        incident.put("status", status);
        incident.put("body", text);
        incident.put("impact_override", IMPACT.get(of.impact()));
        var component = settings.components().get(of.service());
        incident.putArray("component_ids").add(component);
        incident.putObject("components").put(component, COMPONENT.get(of.componentState()));
        if (isNew) {
            incident.put("name", of.title());
            incident.putObject("metadata").putObject("firebreak").put("incident", of.id());
        }
        return body;
    }

    /** Why it lacks something, in a sentence; empty if it has all, or is not configured. */
    public Optional<String> trouble() {
        return settings.isOn() ? rows.trouble() : Optional.empty();
    }

    @Override
    public void start() {
        if (settings.isOn()) {
            BackgroundWork.super.start();
        }
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
