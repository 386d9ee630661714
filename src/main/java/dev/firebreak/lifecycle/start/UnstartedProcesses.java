package dev.firebreak.lifecycle.start;

import dev.firebreak.incident.IncidentId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Incidents whose process has not started after {@link ProcessStartOutbox#MAX_FAILURES} attempts. */
@Repository
public class UnstartedProcesses {

    private final JdbcClient jdbc;

    UnstartedProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why the last attempt failed; empty if the process runs, may still start at once, or is parked. */
    public Optional<String> reason(IncidentId incident) {
        return jdbc.sql("select failure from process_start where not parked and incident_id = ? and failures >= ?")
                .params(incident.value(), ProcessStartOutbox.MAX_FAILURES)
                .query((row, n) -> Optional.ofNullable(row.getString("failure")).orElse("no reason given"))
                .optional();
    }

    /** Why the last attempt failed, of each incident whose process does not start; parked ones, too. */
    public Map<IncidentId, String> reasons() {
        var reasons = new HashMap<IncidentId, String>();
        jdbc.sql("select incident_id, failure from process_start where failures >= ?")
                .param(ProcessStartOutbox.MAX_FAILURES)
                .query(row -> {
                    var why = Optional.ofNullable(row.getString("failure")).orElse("no reason given");
                    reasons.put(new IncidentId(row.getString("incident_id")), why);
                });
        return reasons;
    }

    long count() {
        return jdbc.sql("select count(*) from process_start where failures >= ?")
                .param(ProcessStartOutbox.MAX_FAILURES)
                .query(Long.class)
                .single();
    }
}
