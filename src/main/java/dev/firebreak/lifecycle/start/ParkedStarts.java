package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.engine.Suspects;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.ParkedWork;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Processes whose start ended nodes. They do not start until a person tries it again (guarantees.md A19). */
@Repository
class ParkedStarts implements ParkedWork {

    private static final String ID = "start";
    private static final int MAX_REASON_LENGTH = 500;

    private final JdbcClient jdbc;
    private final Suspects suspects;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ParkedStarts(JdbcClient jdbc, Suspects suspects, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.suspects = suspects;
        this.events = events;
        this.clock = clock;
    }

    /** The name of a start among the {@link Suspects}. */
    static String work(IncidentId incident) {
        return ProcessStartOutbox.SUSPECT + incident.value();
    }

    /** Counts as failed as often as people are paged for. The caller has locked the incident. */
    void park(IncidentId incident, String why) {
        jdbc.sql("update process_start set parked = true, failures = ?, failure = ? where incident_id = ?")
                .params(ProcessStartOutbox.MAX_FAILURES, Text.shown(why, MAX_REASON_LENGTH), incident.value())
                .update();
        suspects.parked(work(incident));
    }

    @Override
    public Optional<Parked> of(IncidentId incident) {
        return jdbc.sql("select failure from process_start where parked and incident_id = ?")
                .param(incident.value())
                .query(String.class)
                .optional()
                .map(ParkedStarts::parked);
    }

    @Override
    public Map<IncidentId, Parked> all() {
        var all = new HashMap<IncidentId, Parked>();
        jdbc.sql("select incident_id, failure from process_start where parked").query(row -> {
            all.put(new IncidentId(row.getString("incident_id")), parked(row.getString("failure")));
        });
        return all;
    }

    private static Parked parked(String why) {
        return new Parked(ID, "Start of the process", why);
    }

    @Override
    public boolean retry(IncidentId incident) {
        suspects.retried(List.of(work(incident)));
        events.publishEvent(new ProcessStartOutbox.RowsAdded());
        return jdbc.sql("update process_start set parked = false, failures = 0, due_at = ?"
                                + " where parked and incident_id = ?")
                        .params(at(clock.instant()), incident.value())
                        .update()
                == 1;
    }
}
