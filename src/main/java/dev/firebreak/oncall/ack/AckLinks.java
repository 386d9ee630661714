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
import java.util.List;
import java.util.Optional;
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
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        jdbc.sql("insert into ack_link (token_hash, incident_id, person, level, expires_at) values (?, ?, ?, ?, ?)")
                .params(Hash.sha256(token), incident.value(), person, level)
                .param(at(clock.instant().plus(VALID)))
                .update();
        return token;
    }

    /** The link with this token. */
    public Optional<AckLink> find(String token) {
        return !TOKEN.matcher(token).matches()
                ? Optional.empty()
                : jdbc.sql("select * from ack_link where token_hash = ?")
                        .param(Hash.sha256(token))
                        .query(AckLinks::link)
                        .optional();
    }

    /**
     * Uses up the link; false if it is used or expired. Joins the caller's transaction, so that use and acknowledgement
     * commit together.
     */
    public boolean use(String token) {
        var now = at(clock.instant());
        return jdbc.sql("update ack_link set used_at = ? where token_hash = ? and used_at is null and expires_at > ?")
                        .params(now, Hash.sha256(token), now)
                        .update()
                == 1;
    }

    /** The open incidents, except this one, that the person was paged for and that nobody has acknowledged. */
    List<IncidentId> others(AckLink link) {
        return jdbc.sql("""
                        select distinct i.id from ack_link l join incident i on i.id = l.incident_id
                        where l.person = :person and l.used_at is null and l.expires_at > :now
                          and i.status in (:open) and i.acknowledged_by is null and i.id <> :this
                        order by i.id limit 100""")
                .param("person", link.person())
                .param("now", at(clock.instant()))
                .param("open", IncidentStatus.openNames())
                .param("this", link.incident().value())
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list();
    }

    /** Uses up the person's links to this incident; false if none is valid. Joins the caller's transaction. */
    boolean useAll(String person, IncidentId incident) {
        var now = at(clock.instant());
        return jdbc.sql("""
                        update ack_link set used_at = ?
                        where person = ? and incident_id = ? and used_at is null and expires_at > ?""").params(now, person, incident.value(), now).update() > 0;
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
