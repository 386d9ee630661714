package dev.firebreak.access.source;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firebreak.access.AlertSource;
import dev.firebreak.text.Hash;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tokens alert senders may show, as hashes. Two or more may be valid for one source while it rotates. */
@Repository
public class SourceTokens {

    /** How long a token that was taken back may still be taken: saves a query for each alert. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(SourceTokens.class);

    private record Known(List<SourceToken> tokens, Instant readAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Known known = new Known(List.of(), Instant.MIN);

    SourceTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whose token this is. Every token is compared, each in constant time, whatever fits or not.
     *
     * @param source the name the sender gave, or null where it gave only a token
     */
    Optional<AlertSource> find(String source, String token) {
        var shown = hash(token);
        AlertSource found = null;
        for (var one : tokens()) {
            var isSame = isSame(one, shown);
            var isValid = one.expires() == null || one.expires().isAfter(clock.instant());
            if (isSame && isValid && (source == null || source.equals(one.source()))) {
                found = new AlertSource(one.source(), one.defaultSeverity());
            }
        }
        return Optional.ofNullable(found);
    }

    /** Which source a refused sender seems to be: its token has expired, or it says so and there is such a source. */
    Optional<String> seeming(SourceCredentials claim) {
        var shown = hash(claim.token());
        return known.tokens().stream()
                .filter(one -> isSame(one, shown) || one.source().equals(claim.source()))
                .map(SourceToken::source)
                .findFirst();
    }

    private static byte[] hash(String token) {
        return Hash.sha256(token).getBytes(US_ASCII);
    }

    private static boolean isSame(SourceToken one, byte[] shown) {
        return MessageDigest.isEqual(shown, one.sha256().getBytes(US_ASCII));
    }

    /** Makes a token valid, from now on in this very way; where it is already, without a gap in between. */
    public void admit(SourceToken token, String origin) {
        var isThere = jdbc.sql(
                                "update source_token set source = ?, default_severity = ?, origin = ?, expires_at = ? where sha256 = ?")
                        .param(token.source())
                        .param(token.defaultSeverity())
                        .param(origin)
                        .param(at(token.expires()))
                        .param(token.sha256())
                        .update()
                == 1;
        if (!isThere) {
            insert(token, origin);
        }
        known = new Known(List.of(), Instant.MIN);
    }

    private void insert(SourceToken token, String origin) {
        jdbc.sql("""
                        insert into source_token (source, sha256, default_severity, origin, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .param(token.source())
                .param(token.sha256())
                .param(token.defaultSeverity())
                .param(origin)
                .param(at(clock.instant()))
                .param(at(token.expires()))
                .update();
    }

    /** Takes back every token of origins that begin so, except those given; on all nodes, hence told. */
    public void keepOnly(String origin, List<SourceToken> tokens) {
        var kept = tokens.stream().map(SourceToken::sha256).toList();
        jdbc
                .sql("select * from source_token where origin like ?")
                .param(origin + "%")
                .query(SourceTokens::token)
                .list()
                .stream()
                .filter(token -> !kept.contains(token.sha256()))
                .forEach(this::takeBack);
        known = new Known(List.of(), Instant.MIN);
    }

    private void takeBack(SourceToken token) {
        log.warn(
                "A token of the source {} is taken back: it is not configured here any more. Every node needs the same tokens",
                token.source());
        jdbc.sql("delete from source_token where sha256 = ?")
                .param(token.sha256())
                .update();
    }

    private List<SourceToken> tokens() {
        var now = clock.instant();
        var seen = known;
        if (seen.readAt().isBefore(now.minus(FRESH)) || seen.readAt().isAfter(now)) {
            seen = new Known(
                    jdbc.sql("select * from source_token")
                            .query(SourceTokens::token)
                            .list(),
                    now);
            known = seen;
        }
        return seen.tokens();
    }

    private static SourceToken token(ResultSet row, int n) throws SQLException {
        return new SourceToken(
                row.getString("source"),
                row.getString("sha256"),
                row.getString("default_severity"),
                instant(row, "expires_at"));
    }
}
