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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of the incidents' Slack channels: what is done, and when the next look is due. */
@Repository
public class Rooms {

    private static final int BATCH = 100;
    private static final int WHY = 500;
    private static final String REFUSED = "Not in the channel: ";

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
        return due.filter(it ->
                        jdbc.sql("update incident_room set next_try_at = ? where incident_id = ? and next_try_at = ?")
                                        .params(at(now.plus(lease)), it.incident(), it.at())
                                        .update()
                                == 1)
                .flatMap(it -> find(new IncidentId(it.incident())));
    }

    private record Due(String incident, java.time.OffsetDateTime at) {}

    /** A public channel of an incident that is for members only by now is looked at without delay. */
    @EventListener
    public void onRestricted(IncidentMembers.Restricted event) {
        jdbc.sql("update incident_room set next_try_at = ? where incident_id = ? and not is_private"
                        + " and archived_at is null")
                .params(at(clock.instant()), event.incident().value())
                .update();
    }

    void created(Room room, String channel) {
        set(room, "channel", channel);
    }

    void topic(Room room, String topic) {
        set(room, "topic", topic);
    }

    void invited(Room room, Set<String> people) {
        set(room, "invited", String.join(",", people));
    }

    /** Slack refuses the person for good; this stays in what the channel lacks. */
    void refused(Room room, String person, String why) {
        var before = refused(find(room.incident()).map(Room::problem).orElse(null));
        set(room, "problem", cut((before == null ? REFUSED : before + ", ") + person + " (" + why + ")"));
    }

    private static String refused(String problem) {
        var begin = problem == null ? -1 : problem.indexOf(REFUSED);
        return begin < 0 ? null : problem.substring(begin);
    }

    void posted(Room room, long number) {
        set(room, "posted_up_to", number);
    }

    /** The incident is for members only by now: its next channel is private. */
    void begunAnew(Room room) {
        jdbc.sql("delete from incident_room where incident_id = ? and name = ?")
                .params(room.incident().value(), room.name())
                .update();
        add(room.incident());
    }

    void archived(Room room) {
        set(room, "archived_at", at(clock.instant()));
    }

    /** @param problem null if all is done */
    void lookAgain(Room room, Duration after, String problem) {
        var refused = refused(find(room.incident()).map(Room::problem).orElse(null));
        var words = problem == null || refused == null ? problem : problem + ". " + refused;
        jdbc.sql("""
                        update incident_room set next_try_at = :next, problem = cast(:problem as varchar(500)),
                               attempts = case when :works then 0 else attempts + 1 end
                        where incident_id = :incident and name = :name""")
                .param("next", at(clock.instant().plus(after)))
                .param("problem", cut(words == null ? refused : words))
                .param("works", problem == null)
                .param("incident", room.incident().value())
                .param("name", room.name())
                .update();
    }

    private static String cut(String why) {
        return why == null || why.length() < WHY ? why : why.substring(0, WHY);
    }

    /** Only of this channel: another node may have begun a private one. */
    private void set(Room room, String column, Object value) {
        jdbc.sql("update incident_room set " + column + " = ? where incident_id = ? and name = ?")
                .params(value, room.incident().value(), room.name())
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
