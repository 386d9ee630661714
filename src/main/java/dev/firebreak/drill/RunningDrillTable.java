package dev.firebreak.drill;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.drill.RunningDrills;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.PracticeRecipients;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What intake asks about the drills that run. */
@Component
class RunningDrillTable implements RunningDrills {

    private final JdbcClient jdbc;
    private final Drills drills;
    private final PracticeRecipients recipients;
    private final Clock clock;

    RunningDrillTable(JdbcClient jdbc, Drills drills, PracticeRecipients recipients, Clock clock) {
        this.jdbc = jdbc;
        this.drills = drills;
        this.recipients = recipients;
        this.clock = clock;
    }

    @Override
    public List<RunningDrill> lock(Collection<String> services) {
        return jdbc.sql("select id, service, incident_id from drill where running_on in (:services)"
                        + " and injected_at is not null and reverted_at is null and revert_failed_at is null"
                        + " and end_by > :now order by id for update")
                .param("services", services)
                .param("now", at(clock.instant()))
                .query((row, n) -> {
                    var incident = row.getString("incident_id");
                    return new RunningDrill(
                            row.getObject("id", UUID.class),
                            row.getString("service"),
                            incident == null ? null : new IncidentId(incident));
                })
                .list();
    }

    @Override
    public void detected(UUID drill, IncidentId incident) {
        drills.detected(drill, incident, clock.instant());
        recipients.add(incident, drills.get(drill).participants());
    }
}
