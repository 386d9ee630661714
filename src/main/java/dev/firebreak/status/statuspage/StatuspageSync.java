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
import dev.firebreak.status.statuspage.StatuspageRows.Unfinished;
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
 * G8). What our page shows no more is closed there with a sentence that says nothing else. One call follows the other,
 * and a wish to be left alone is obeyed.
 */
@Component
public class StatuspageSync implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(StatuspageSync.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SAID_LATELY = Duration.ofDays(1);
    private static final Backoff BACKOFF = Backoff.upTo(Duration.ofSeconds(512));
    private static final String RESOLVED = "resolved";
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
        var shown = incidents.since(since, settings.components().keySet());
        for (var incident : shown) {
            if (clock.instant().isBefore(pausedUntil)) {
                return;
            }
            if (isBehind(incident, rows.of(incident.id()))) {
                rows.claim(incident.id(), LEASE).ifPresent(row -> catchUp(incident, row, shown));
            }
        }
        for (var gone : rows.unfinished(since)) {
            if (clock.instant().isBefore(pausedUntil)) {
                return;
            }
            rows.claim(gone.incident(), LEASE).ifPresent(row -> close(gone, row, shown));
        }
    }

    private static boolean isBehind(PublishedIncident incident, Row row) {
        return row.sent() < incident.texts().size() || closes(incident, row);
    }

    /** What our page says by itself once the record says that the incident is over. */
    private static boolean closes(PublishedIncident incident, Row row) {
        var last = incident.texts().get(incident.texts().size() - 1);
        return incident.isOver() && !row.isClosed() && !last.status().equals(RESOLVED);
    }

    private void catchUp(PublishedIncident incident, Row row, List<PublishedIncident> shown) {
        var sent = row.sent();
        var isUnsure = row.attempts() > 0;
        try {
            for (; sent < incident.texts().size(); sent++) {
                var text = incident.texts().get(sent);
                say(incident, isUnsure, text.status(), text.text(), shown);
                rows.sent(incident.id(), sent + 1, text.status().equals(RESOLVED));
                isUnsure = false;
            }
            if (closes(incident, rows.of(incident.id()))) {
                say(incident, isUnsure, RESOLVED, PublishedIncident.OVER, shown);
                rows.sent(incident.id(), sent, true);
            }
            rows.release(incident.id());
        } catch (StatuspageUnavailable later) {
            failed(row, later);
        }
    }

    /** Nothing of it is said any more, and it does not stay open. */
    private void close(Unfinished gone, Row row, List<PublishedIncident> shown) {
        try {
            var remote = row.remoteId() == null ? found(gone.incident()).orElse(null) : row.remoteId();
            if (remote != null && !client.get(remote).path("status").asText().equals(RESOLVED)) {
                client.update(remote, body(RESOLVED, PublishedIncident.OVER, gone.service(), shown));
            }
            rows.closed(gone.incident());
            rows.release(gone.incident());
        } catch (StatuspageUnavailable later) {
            failed(row, later);
        }
    }

    private void failed(Row row, StatuspageUnavailable why) {
        var now = clock.instant();
        why.pause().ifPresent(pause -> pausedUntil = now.plus(pause));
        var wait = BACKOFF.after(row.attempts());
        var pause = why.pause().orElse(Duration.ZERO);
        log.warn("Statuspage {}; the next try comes later", why.getMessage());
        rows.failed(row.incident(), why.getMessage(), now.plus(wait.compareTo(pause) > 0 ? wait : pause));
    }

    /**
     * @param isUnsure whether an earlier try may have said it
     * @param shown all incidents, of which the component may have others
     */
    private void say(
            PublishedIncident incident, boolean isUnsure, String status, String text, List<PublishedIncident> shown) {
        var row = rows.of(incident.id());
        var remote = row.remoteId();
        if (remote == null && row.isTried()) {
            remote = found(incident.id()).orElse(null);
            if (remote != null) {
                rows.made(incident.id(), remote);
            }
        }
        var body = body(status, text, incident.service(), shown);
        ((ObjectNode) body.path("incident")).put("impact_override", IMPACT.get(incident.impact()));
        if (remote == null) {
            rows.tries(incident.id());
            rows.made(
                    incident.id(),
                    client.create(named(body, incident)).path("id").asText());
        } else if (!isUnsure || !isSaid(remote, status, text)) {
            client.update(remote, body);
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

    private static ObjectNode named(ObjectNode body, PublishedIncident of) {
        var incident = (ObjectNode) body.path("incident");
        incident.put("name", of.title());
        incident.putObject("metadata").putObject("firebreak").put("incident", of.id());
        return body;
    }

    private ObjectNode body(String status, String text, String service, List<PublishedIncident> shown) {
        var body = json.createObjectNode();
        var incident = body.putObject("incident");
        incident.put("status", status);
        incident.put("body", text);
        var component = settings.components().get(service);
        if (component != null) {
            incident.putArray("component_ids").add(component);
            incident.putObject("components").put(component, state(component, shown));
        }
        return body;
    }

    /** By all incidents of the services that this component stands for. */
    private String state(String component, List<PublishedIncident> shown) {
        return COMPONENT.get(PublishedIncident.worst(shown.stream()
                .filter(one -> component.equals(settings.components().get(one.service())))
                .toList()));
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
