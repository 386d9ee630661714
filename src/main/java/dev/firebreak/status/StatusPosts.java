package dev.firebreak.status;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.comms.CustomersInformed;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the page says, in the order of time. What belongs to a security incident is never read. */
@Repository
class StatusPosts {

    /**
     * A post, and what the record says of its incident now.
     *
     * @param status the incident's status when this was posted
     * @param resolvedAt when the incident was resolved or ended, or null
     */
    record Post(
            String incident,
            String service,
            Severity severity,
            IncidentStatus now,
            Instant openedAt,
            Instant resolvedAt,
            IncidentStatus status,
            String text,
            Instant postedAt) {}

    private final JdbcClient jdbc;
    private final StatusSettings settings;
    private final Clock clock;

    StatusPosts(JdbcClient jdbc, StatusSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Publishes the text, once, if there is a page. */
    @EventListener
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void publish(CustomersInformed informed) {
        if (settings.isOn() && informed.reachesCustomers()) {
            jdbc.sql("""
                            insert into status_post (post_key, incident_id, status, body, posted_at)
                            select cast(? as varchar(200)), id, status, cast(? as text), cast(? as timestamp with time zone)
                            from incident where id = ?
                            on conflict do nothing""")
                    .params(informed.key(), informed.text(), at(clock.instant()))
                    .param(informed.incident().value())
                    .update();
        }
    }

    /** The posts about these services, of incidents that were not over at that time; the oldest first. */
    List<Post> since(Instant then, Collection<String> services) {
        return jdbc.sql("""
                        select i.id, i.service, i.severity, i.status as now_status, i.opened_at,
                          coalesce(i.resolved_at, i.closed_at) as ended_at, p.status, p.body, p.posted_at
                        from status_post p join incident i on i.id = p.incident_id
                        where i.service in (:services)
                        and (coalesce(i.resolved_at, i.closed_at) is null or coalesce(i.resolved_at, i.closed_at) >= :then)
                        and not exists (select 1 from members_only m where m.incident_id = i.id)
                        order by p.number""")
                .param("services", services)
                .param("then", at(then))
                .query(StatusPosts::post)
                .list();
    }

    private static Post post(ResultSet row, int n) throws SQLException {
        var severity = row.getString("severity");
        var now = IncidentStatus.valueOf(row.getString("now_status"));
        return new Post(
                row.getString("id"),
                row.getString("service"),
                severity == null ? null : Severity.valueOf(severity),
                now,
                instant(row, "opened_at"),
                now.isOpen() ? null : instant(row, "ended_at"),
                IncidentStatus.valueOf(row.getString("status")),
                row.getString("body"),
                instant(row, "posted_at"));
    }
}
