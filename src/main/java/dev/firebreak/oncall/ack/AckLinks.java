package dev.firebreak.oncall.ack;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static org.springframework.transaction.annotation.Propagation.REQUIRES_NEW;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.text.Hash;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The acknowledge links of pages. A token has 256 random bits; only its hash is stored (guarantees.md G11). */
@Repository
public class AckLinks {

    public static final Duration VALID = Duration.ofMinutes(30);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final JdbcClient jdbc;
    private final Clock clock;

    AckLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Stores a new link, valid for one acknowledgement, and answers its token. Committed before the message is sent.
     */
    @Transactional(propagation = REQUIRES_NEW)
    public String issue(IncidentId incident, String person, int level) {
        return insert(incident, person, level);
    }

    private String insert(IncidentId incident, String person, int level) {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        jdbc.sql("insert into ack_link (token_hash, incident_id, person, level, expires_at) values (?, ?, ?, ?, ?)")
                .params(Hash.sha256(token), incident.value(), person, level)
                .param(at(clock.instant().plus(VALID)))
                .update();
        return token;
    }

    /** One page of a bundle. */
    public record Paged(IncidentId incident, int level) {}

    /** Stores a link for the pages of several incidents, valid for one acknowledgement of each (guarantees.md G13). */
    @Transactional(propagation = REQUIRES_NEW)
    public String issue(String person, List<Paged> pages) {
        var token = insert(pages.get(0).incident(), person, pages.get(0).level());
        var hash = Hash.sha256(token);
        var known = new HashSet<>(Set.of(pages.get(0).incident()));
        for (var position = 1; position < pages.size(); position++) {
            var page = pages.get(position);
            if (known.add(page.incident())) {
                jdbc.sql("insert into ack_link_incident (token_hash, position, incident_id, level) values (?, ?, ?, ?)")
                        .params(hash, position, page.incident().value(), page.level())
                        .update();
            }
        }
        return token;
    }

    /** The link with this token: one row for each incident; empty if there is no such link. */
    public List<AckLink> find(String token) {
        return !TOKEN.matcher(token).matches()
                ? List.of()
                : jdbc.sql("""
                                select incident_id, person, level, expires_at, used_at, 0 as position from ack_link
                                where token_hash = :hash
                                union all
                                select i.incident_id, l.person, i.level, l.expires_at, i.used_at, i.position
                                from ack_link_incident i join ack_link l on l.token_hash = i.token_hash
                                where i.token_hash = :hash
                                order by position""")
                        .param("hash", Hash.sha256(token))
                        .query(AckLinks::link)
                        .list();
    }

    /**
     * Uses up the link for one incident; false if it is used or expired. Joins the caller's transaction, so that use
     * and acknowledgement commit together.
     */
    public boolean use(String token, IncidentId incident) {
        var used = use("""
                update ack_link set used_at = :now where token_hash = :hash and incident_id = :incident
                and used_at is null and expires_at > :now""", token, incident);
        return used || use("""
                update ack_link_incident set used_at = :now where token_hash = :hash and incident_id = :incident
                and used_at is null and exists (
                  select 1 from ack_link l where l.token_hash = :hash and l.expires_at > :now)""", token, incident);
    }

    private boolean use(String update, String token, IncidentId incident) {
        return jdbc.sql(update)
                        .param("now", at(clock.instant()))
                        .param("hash", Hash.sha256(token))
                        .param("incident", incident.value())
                        .update()
                == 1;
    }

    /** The open incidents, except these, that the person was paged for and that nobody has acknowledged. */
    List<IncidentId> others(String person, List<IncidentId> these) {
        return jdbc.sql("""
                        select i.id from incident i
                        where i.status in (:open) and i.acknowledged_by is null and i.id not in (:these) and (
                          exists (select 1 from ack_link l where l.incident_id = i.id and l.person = :person
                            and l.used_at is null and l.expires_at > :now)
                          or exists (select 1 from ack_link_incident b join ack_link l on l.token_hash = b.token_hash
                            where b.incident_id = i.id and l.person = :person
                            and b.used_at is null and l.expires_at > :now))
                        order by i.id limit 100""")
                .param("open", IncidentStatus.openNames())
                .param("these", these.stream().map(IncidentId::value).toList())
                .param("person", person)
                .param("now", at(clock.instant()))
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list();
    }

    /** Uses up the person's links to this incident; false if none is valid. Joins the caller's transaction. */
    boolean useAll(String person, IncidentId incident) {
        var own = useAll("""
                update ack_link set used_at = :now
                where incident_id = :incident and person = :person and used_at is null and expires_at > :now""", person, incident);
        var bundled = useAll("""
                update ack_link_incident set used_at = :now
                where incident_id = :incident and used_at is null and exists (
                  select 1 from ack_link l where l.token_hash = ack_link_incident.token_hash
                  and l.person = :person and l.expires_at > :now)""", person, incident);
        return own + bundled > 0;
    }

    private int useAll(String update, String person, IncidentId incident) {
        return jdbc.sql(update)
                .param("now", at(clock.instant()))
                .param("incident", incident.value())
                .param("person", person)
                .update();
    }

    private static AckLink link(ResultSet row, int n) throws SQLException {
        return new AckLink(
                new IncidentId(row.getString("incident_id")),
                row.getString("person"),
                row.getInt("level"),
                instant(row, "expires_at"),
                instant(row, "used_at"));
    }
}
