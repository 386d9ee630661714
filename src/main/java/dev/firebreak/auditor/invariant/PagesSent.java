package dev.firebreak.auditor.invariant;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** No page that is due is unsent for 60 seconds. */
@Component
@Order(2)
class PagesSent implements Invariant {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final Clock clock;

    PagesSent(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "page-unsent";
    }

    @Override
    public String title() {
        return "A page is due and not sent";
    }

    @Override
    public List<String> violations() {
        return jdbc.sql("""
                        select i.id, d.message || ' to ' || d.person as page from delivery d
                        join incident i on i.id = d.incident_id
                        where d.state = 'DUE' and coalesce(d.not_before, d.due_at) <= :then
                        and (d.message like 'page-%' or d.message like 'poison-%')
                        and i.status in (:open) and i.acknowledged_by is null
                        union all
                        select i.id, 'page without a process' from poison_page p join incident i on i.id = p.incident_id
                        where p.next_at <= :then and i.status in (:open) and i.acknowledged_by is null
                        order by 1""")
                .param("then", at(clock.instant().minus(PATIENCE)))
                .param("open", IncidentStatus.openNames())
                .query((row, n) -> row.getString(1) + ": " + row.getString(2) + " is not sent")
                .list();
    }
}
