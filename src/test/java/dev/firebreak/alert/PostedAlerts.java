package dev.firebreak.alert;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.PipelineFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.start.ProcessStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Alerts that a story sends through the real intake, with names that no other story has. */
public class PostedAlerts {

    private final ApplicationContext context;
    private final AlertFormats formats;
    private final IngestQueue queue;
    private final ProcessStarter starter;
    private final Clock clock;
    private String story;

    PostedAlerts(
            ApplicationContext context, AlertFormats formats, IngestQueue queue, ProcessStarter starter, Clock clock) {
        this.context = context;
        this.formats = formats;
        this.queue = queue;
        this.starter = starter;
        this.clock = clock;
    }

    /** Processes start when an alert has come, and not at some time after. */
    public void forgets() {
        if (starter.isRunning()) {
            starter.stop();
        }
        story = UUID.randomUUID() + "-";
    }

    public IncidentId raises(String alert) {
        return AlertIngestFixture.incident(send(alert, 0));
    }

    /** @param time another time of the same trouble is another alert */
    public void fires(String alert, int time) {
        send(alert, time);
    }

    /** One more of the group that another alert opened. */
    public void joins(String group, String alert) {
        post(describe(PayloadFixture.group(story + group).firing(story + alert, at(0)), alert));
    }

    public void resolves(String alert, int time) {
        post(describe(PayloadFixture.group(story + alert).resolved(story + alert, at(time)), alert));
    }

    /**
     * Sends a payload of {@code alerts/field}, with a group and fingerprints of this story.
     *
     * @param replaced texts, each followed by the one that stands in its place
     */
    public IngestResult sends(String payload, String... replaced) {
        try {
            var body = Files.readString(Path.of("src/test/resources/alerts/field", payload + ".json"))
                    .replaceAll("\"(fingerprint|groupKey)\": \"", "\"$1\": \"" + story);
            for (var n = 0; n < replaced.length; n += 2) {
                body = body.replace(replaced[n], replaced[n + 1]);
            }
            var read = AlertPayload.read(
                    new AlertSource("default", "high"),
                    formats.get("alertmanager"),
                    clock.instant(),
                    body.getBytes(StandardCharsets.UTF_8));
            var answer = queue.take(read).join();
            starter.startDue();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends an alert of a group of its own, from another source and about another service. */
    public IngestResult sendsFrom(String source, String alert, String service, String severity) {
        return joinsFrom(source, alert, alert, service, severity);
    }

    /** Sends one more alert of the group of another one. */
    public IngestResult joinsFrom(String source, String group, String alert, String service, String severity) {
        return postFrom(
                source,
                PayloadFixture.group(story + group)
                        .firing(story + alert, at(0))
                        .label("alertname", alert)
                        .label("service", service)
                        .label("severity", severity)
                        .label("users_affected", "none"));
    }

    /** Ends what {@link #sendsFrom} sent. */
    public IngestResult resolvesFrom(String source, String alert, String service) {
        return postFrom(
                source,
                PayloadFixture.group(story + alert)
                        .resolved(story + alert, at(0))
                        .label("alertname", alert)
                        .label("service", service));
    }

    private IngestResult postFrom(String source, PayloadFixture payload) {
        var answer = queue.take(payload.read(formats, source, clock.instant())).join();
        starter.startDue();
        return answer;
    }

    /** Sends a body in any format. */
    public IngestResult sendsAs(String format, String body) {
        var read = AlertPayload.read(
                new AlertSource("default", "high"),
                formats.get(format),
                clock.instant(),
                body.getBytes(StandardCharsets.UTF_8));
        var answer = queue.take(read).join();
        starter.startDue();
        return answer;
    }

    /** Starts what waits to start. */
    public void startsProcesses() {
        starter.startDue();
    }

    /** What the sweeper does every minute. */
    public void tidies() {
        PipelineFixture.tidy(context);
    }

    private IngestResult send(String alert, int time) {
        return post(describe(PayloadFixture.group(story + alert).firing(story + alert, at(time)), alert));
    }

    private IngestResult post(PayloadFixture payload) {
        var answer =
                queue.take(payload.read(formats, "default", clock.instant())).join();
        starter.startDue();
        return answer;
    }

    private static PayloadFixture describe(PayloadFixture payload, String alert) {
        return payload.label(
                        "alertname",
                        "High" + alert.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + alert.substring(1))
                .label("service", "mosaic-gitea")
                .label("users_affected", "none");
    }

    private static String at(int time) {
        return "2026-11-22T0" + (1 + time) + ":00:00Z";
    }
}
