package dev.firebreak.incident;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of the roles in each incident. Joins the caller's transaction. */
@Repository
public class IncidentRoles {

    private final JdbcClient jdbc;
    private final IncidentMembers members;
    private final Clock clock;

    /** Who has a role since when. */
    public record Held(IncidentRole role, String person, Instant since) {}

    IncidentRoles(JdbcClient jdbc, IncidentMembers members, Clock clock) {
        this.jdbc = jdbc;
        this.members = members;
        this.clock = clock;
    }

    /** Assigns a role, which its former holder loses. The person becomes a member. */
    public void assign(IncidentId incident, IncidentRole role, String person, String by) {
        members.add(incident, person, IncidentMembers.Part.ASSIGNEE);
        jdbc.sql("delete from incident_role where incident_id = ? and role = ?")
                .params(incident.value(), role.name())
                .update();
        jdbc.sql(
                        "insert into incident_role (incident_id, role, person, assigned_by, assigned_at) values (?, ?, ?, ?, ?)")
                .params(incident.value(), role.name(), person, by, at(clock.instant()))
                .update();
    }

    /** The roles that people have, in the order of the roles. */
    public List<Held> of(IncidentId incident) {
        return jdbc
                .sql("select * from incident_role where incident_id = ?")
                .param(incident.value())
                .query((row, n) -> new Held(
                        IncidentRole.valueOf(row.getString("role")),
                        row.getString("person"),
                        instant(row, "assigned_at")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Held::role))
                .toList();
    }

    /** Who has the role. */
    public Optional<String> holder(IncidentId incident, IncidentRole role) {
        return of(incident).stream()
                .filter(held -> held.role() == role)
                .map(Held::person)
                .findFirst();
    }
}
