package dev.firebreak.alert;

import dev.firebreak.access.AlertSource;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Starter;
import java.time.Clock;
import java.util.UUID;

/** Alerts that a story sends through the real front door, of names that no other story has. */
public class PostedAlerts {

    private final Intake intake;
    private final Sweeper sweeper;
    private final Starter starter;
    private final Clock clock;
    private String story;

    PostedAlerts(Intake intake, Sweeper sweeper, Starter starter, Clock clock) {
        this.intake = intake;
        this.sweeper = sweeper;
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
        return Hall.incident(send(alert, 0));
    }

    /** @param time another time of the same trouble is another alert */
    public void fires(String alert, int time) {
        send(alert, time);
    }

    /** One more of the group that another alert opened. */
    public void joins(String group, String alert) {
        post(describe(Payload.group(story + group).firing(story + alert, at(0)), alert));
    }

    public void resolves(String alert, int time) {
        post(describe(Payload.group(story + alert).resolved(story + alert, at(time)), alert));
    }

    /** What the sweeper does every minute. */
    public void tidies() {
        sweeper.tidy();
    }

    private Answer send(String alert, int time) {
        return post(describe(Payload.group(story + alert).firing(story + alert, at(time)), alert));
    }

    private Answer post(Payload payload) {
        var body = payload.toBytes();
        var delivery = new Delivery(
                UUID.randomUUID(),
                new AlertSource("default", "high"),
                clock.instant(),
                Gzip.packed(body),
                body.length,
                AlertmanagerFormat.read(body));
        var answer = intake.take(delivery).join();
        starter.startDue();
        return answer;
    }

    private static Payload describe(Payload payload, String alert) {
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
