package dev.firebreak.alert.sample;

import static dev.firebreak.database.Timestamps.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.access.Person;
import dev.firebreak.alert.Unavailable;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends a sample alert through the whole intake, as an Alertmanager would, from a source of the person's own. While
 * the person's last sample is open, a further one joins its incident.
 */
@Component
public class SampleAlert {

    private static final String SERVICE = "firebreak-sample";
    private static final long SECONDS = 10;

    private final IngestQueue queue;
    private final AlertFormats formats;
    private final ObjectMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    SampleAlert(IngestQueue queue, AlertFormats formats, ObjectMapper json, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.formats = formats;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Sends the alert, or its all-clear.
     *
     * @return the incident that it belongs to; empty for an all-clear without one
     * @throws Unavailable if the intake takes nothing now
     */
    public Optional<IncidentId> send(Person from, boolean isFiring) {
        var source = new AlertSource(Incident.SAMPLE + from.id(), "medium");
        var now = clock.instant();
        var payload =
                AlertPayload.read(source, formats.get("alertmanager"), now, body(from, isFiring, start(source, now)));
        try {
            return queue.take(payload).orTimeout(SECONDS, TimeUnit.SECONDS).join().incidents().stream()
                    .map(IncidentId::new)
                    .findFirst();
        } catch (CompletionException refused) {
            throw new Unavailable("the intake takes no alert now", refused);
        }
    }

    /** The start of the sample that fires already, so that this one is a repetition of it or its end. */
    private Instant start(AlertSource source, Instant now) {
        return jdbc.sql(
                        "select starts_at from alert where source = ? and resolved_in is null order by starts_at limit 1")
                .param(source.name())
                .query((row, n) -> instant(row, "starts_at"))
                .optional()
                .orElse(now);
    }

    private byte[] body(Person from, boolean isFiring, Instant start) {
        var alert = new HashMap<String, Object>(Map.of(
                "status", isFiring ? "firing" : "resolved",
                "fingerprint", "sample",
                "labels",
                        Map.of(
                                "alertname", "SampleAlert",
                                "service", SERVICE,
                                "severity", "medium",
                                "symptom", "sample"),
                "annotations", Map.of("summary", "Sample: nothing is wrong", "description", description(from)),
                "startsAt", start.toString()));
        if (!isFiring) {
            alert.put("endsAt", clock.instant().toString());
        }
        try {
            return json.writeValueAsBytes(Map.of("version", "4", "groupKey", SERVICE, "alerts", List.of(alert)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }

    private static String description(Person from) {
        return from.name() + " sent this alert to try Firebreak. Only they are paged and told. Acknowledge it, take"
                + " command, add a note; then send the all-clear, or cancel the incident.";
    }
}
