package dev.firebreak.alert.view;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** Shows tests of other packages the alerts of an incident as people see them. */
public final class AlertViewFixture {

    /** The fields of an {@link AlertView} that tests look at. */
    public record ShownAlert(
            String fingerprint,
            String status,
            String name,
            String severity,
            String service,
            String symptom,
            String target,
            String summary,
            boolean incomplete,
            Instant startsAt,
            Instant lastSeen,
            long seen) {}

    private AlertViewFixture() {}

    public static List<ShownAlert> alerts(ApplicationContext context, IncidentId incident) {
        return context.getBean(AlertsOfIncident.class).list(incident, 20_000, 0).stream()
                .map(alert -> new ShownAlert(
                        alert.fingerprint(),
                        alert.status(),
                        alert.name(),
                        alert.severity(),
                        alert.service(),
                        alert.symptom(),
                        alert.target(),
                        alert.summary(),
                        alert.incomplete(),
                        alert.startsAt(),
                        alert.lastSeen(),
                        alert.seen()))
                .toList();
    }
}
