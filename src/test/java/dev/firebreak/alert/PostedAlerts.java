package dev.firebreak.alert;

import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.pipeline.PipelineFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.start.ProcessStarter;
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
