package dev.firebreak.comms.room;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of the incidents' Slack channels: what is done, and when the next look is due. */
@Repository
public class Rooms {

    private static final int BATCH = 100;
    private static final int WHY = 500;

    private final JdbcClient jdbc;
    private final Bridges bridges;
    private final IncidentMembers members;
    private final Clock clock;

    Rooms(JdbcClient jdbc, Bridges bridges, IncidentMembers members, Clock clock) {
        this.jdbc = jdbc;
        this.bridges = bridges;
        this.members = members;
        this.clock = clock;
    }

    /** The channel of an incident. */
    public Optional<Room> find(IncidentId incident) {
        return jdbc.sql("select * from incident_room where incident_id = ?")
                .param(incident.value())
                .query(Rooms::room)
                .optional();
    }

    /** The incident of a channel. */
    Optional<IncidentId> incidentOf(String channel) {
        return jdbc.sql("select incident_id from incident_room where channel = ?")
                .param(channel)
                .query(String.class)
                .optional()
                .map(IncidentId::new);
    }

    /** Notes that each open incident of these severities is to have a channel. */
    void add(Set<Severity> severities) {
        jdbc.sql("""
                        select id from incident where severity in (:severities) and status in (:open)
                          and source not like 'sample/%' and not exists
                              (select 1 from incident_room r where r.incident_id = incident.id)
                        order by opened_at limit :batch""")
                .param("severities", severities.stream().map(Enum::name).toList())
                .param("open", IncidentStatus.openNames())
                .param("batch", BATCH)
                .query(String.class)
                .list()
                .forEach(id -> add(new IncidentId(id)));
    }

    private void add(IncidentId incident) {
        var isPrivate = members.isRestricted(incident);
        var now = at(clock.instant());
        jdbc.sql("""
                        insert into incident_room (incident_id, name, is_private, created_at, next_try_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing""")
                .params(incident.value(), name(incident, isPrivate), isPrivate, now, now)
                .update();
    }

    /** Slack takes lower case, digits, hyphens and underscores. The name of a private one says nothing. */
    private String name(IncidentId incident, boolean isPrivate) {
        return isPrivate
                ? "inc-" + bridges.key(incident).substring(0, 20)
                : incident.value().toLowerCase(Locale.ROOT);
    }

    /** Takes one that is due, so that no other node does within the lease. */
    Optional<Room> claim(Duration lease) {
        var now = clock.instant();
        var due = jdbc.sql("""
                        select incident_id, next_try_at from incident_room
                        where archived_at is null and next_try_at <= ? order by next_try_at limit 1""")
                .param(at(now))
                .query((row, n) -> new Due(row.getString(1), row.getObject(2, java.time.OffsetDateTime.class)))
                .optional();
        return due.filter(it -> jdbc.sql(
                                        "update incident_room set next_try_at = ? where incident_id = ? and next_try_at = ?")
                                .params(at(now.plus(lease)), it.incident(), it.at())
                                .update()
                        == 1)
                .flatMap(it -> find(new IncidentId(it.incident())));
    }

    private record Due(String incident, java.time.OffsetDateTime at) {}

    void created(IncidentId incident, String channel) {
        set(incident, "channel", channel);
    }

    void topic(IncidentId incident, String topic) {
        set(incident, "topic", topic);
    }

    void invited(IncidentId incident, Set<String> people) {
        set(incident, "invited", String.join(",", people));
    }

    void posted(IncidentId incident, long number) {
        set(incident, "posted_up_to", number);
    }

    /** The incident is for members only by now: its next channel is private. */
    void begunAnew(IncidentId incident) {
        jdbc.sql("delete from incident_room where incident_id = ?")
                .param(incident.value())
                .update();
        add(incident);
    }

    void archived(IncidentId incident) {
        set(incident, "archived_at", at(clock.instant()));
    }

    /** @param problem null if all is done */
    void lookAgain(IncidentId incident, Duration after, String problem) {
        jdbc.sql("""
                        update incident_room set next_try_at = :next, problem = cast(:problem as varchar(500)),
                               attempts = case when cast(:problem as varchar(500)) is null then 0 else attempts + 1 end
                        where incident_id = :incident""")
                .param("next", at(clock.instant().plus(after)))
                .param("problem", problem == null || problem.length() < WHY ? problem : problem.substring(0, WHY))
                .param("incident", incident.value())
                .update();
    }

    private void set(IncidentId incident, String column, Object value) {
        jdbc.sql("update incident_room set " + column + " = ? where incident_id = ?")
                .params(value, incident.value())
                .update();
    }

    private static Room room(ResultSet row, int n) throws SQLException {
        var invited = Arrays.stream(row.getString("invited").split(","))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Room(
                new IncidentId(row.getString("incident_id")),
                row.getString("name"),
                row.getBoolean("is_private"),
                row.getString("channel"),
                row.getString("topic"),
                invited,
                row.getLong("posted_up_to"),
                row.getInt("attempts"),
                row.getString("problem"));
    }
}
