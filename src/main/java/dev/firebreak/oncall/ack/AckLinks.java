package dev.firebreak.oncall.ack;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static org.springframework.transaction.annotation.Propagation.REQUIRES_NEW;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Hash;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
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

    private static AckLink link(ResultSet row, int n) throws SQLException {
        return new AckLink(
                new IncidentId(row.getString("incident_id")),
                row.getString("person"),
                row.getInt("level"),
                instant(row, "expires_at"),
                instant(row, "used_at"));
    }
}
