package dev.firebreak.incident;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of the people who take part in each incident, and of the incidents that only those people may see
 * (guarantees.md "Roles"). A role does not make a member, so an administrator is none. Each change joins the caller's
 * transaction.
 */
@Repository
public class IncidentMembers {

    /** True for an incident that the person {@code :viewer} may see; for queries of the table {@code incident}. */
    static final String VISIBLE = """
            (not exists (select 1 from members_only restricted where restricted.incident_id = incident.id)
             or exists (select 1 from incident_member m where m.incident_id = incident.id and m.person = :viewer))""";

    /** The part by which a person became a member. */
    public enum Part {
        /** Declared the incident. */
        REPORTER,
        /** Was paged. */
        PAGED,
        /** Acknowledged a page. */
        RESPONDER,
        /** Took command, or got it by a hand-over. */
        COMMANDER,
        /** Was the assignee of a task. */
        ASSIGNEE,
        /** Was added by a commander. */
        ADDED
    }

    /**
     * A member.
     *
     * @param person the login
     * @param part the first part that the person had
     */
    public record Member(String person, Part part, Instant since) {}

    /**
     * Event: only its members may see this incident. Published in the transaction that decided it, and again when a
     * process of the incident starts.
     */
    public record Restricted(IncidentId incident) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    IncidentMembers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a person. No-op for a member, and for an incident that does not exist. */
    public void add(IncidentId incident, String person, Part part) {
        jdbc.sql("""
                        insert into incident_member (incident_id, person, part, since)
                        select id, cast(? as varchar(120)), cast(? as varchar(20)), cast(? as timestamp with time zone)
                        from incident where id = ? on conflict do nothing""")
                .params(person, part.name(), at(clock.instant()), incident.value())
                .update();
    }

    /** The members, the first one first. */
    public List<Member> of(IncidentId incident) {
        return jdbc.sql("select person, part, since from incident_member where incident_id = ? order by since, person")
                .param(incident.value())
                .query((row, n) ->
                        new Member(row.getString("person"), Part.valueOf(row.getString("part")), instant(row, "since")))
                .list();
    }

    /** Shows the incident to its members only, from now on. Returns whether it was visible to others. */
    public boolean restrict(IncidentId incident) {
        return jdbc.sql("insert into members_only (incident_id, since) values (?, ?) on conflict do nothing")
                        .params(incident.value(), at(clock.instant()))
                        .update()
                == 1;
    }

    /** Whether only members may see the incident. */
    public boolean isRestricted(IncidentId incident) {
        return jdbc.sql("select count(*) from members_only where incident_id = ?")
                        .param(incident.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether the incident exists and the person may see it. */
    boolean maySee(IncidentId incident, String person) {
        return jdbc.sql("select count(*) from incident where id = :incident and " + VISIBLE)
                        .param("incident", incident.value())
                        .param("viewer", person)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The ids of all members-only incidents of which the person is a member. */
    public List<String> restrictedOf(String person) {
        return jdbc.sql("""
                        select restricted.incident_id from members_only restricted
                        join incident_member m on m.incident_id = restricted.incident_id
                        where m.person = ?""").param(person).query(String.class).list();
    }

    /** The members of those of these incidents that only members may see. The others are left out. */
    public Map<IncidentId, Set<String>> restrictedAmong(Collection<IncidentId> incidents) {
        var found = new HashMap<IncidentId, Set<String>>();
        if (!incidents.isEmpty()) {
            jdbc.sql("""
                            select restricted.incident_id, m.person from members_only restricted
                            left join incident_member m on m.incident_id = restricted.incident_id
                            where restricted.incident_id in (:ids)""")
                    .param(
                            "ids",
                            incidents.stream().map(IncidentId::value).distinct().toList())
                    .query(row -> {
                        var members = found.computeIfAbsent(new IncidentId(row.getString(1)), id -> new HashSet<>());
                        if (row.getString(2) != null) {
                            members.add(row.getString(2));
                        }
                    });
        }
        return found;
    }

    /** How many incidents only members may see. */
    public long restricted() {
        return jdbc.sql("select count(*) from members_only").query(Long.class).single();
    }

    /** The incidents that became members-only after this time. */
    public List<IncidentId> restrictedSince(Instant time) {
        return jdbc.sql("select incident_id from members_only where since > ? order by since")
                .param(at(time))
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .list();
    }

    /** The members-only incidents of which the person is no member. */
    public Set<IncidentId> hiddenFrom(String person) {
        return jdbc.sql("""
                        select restricted.incident_id from members_only restricted
                        where not exists (select 1 from incident_member m
                            where m.incident_id = restricted.incident_id and m.person = ?)""")
                .param(person)
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .set();
    }
}
