package dev.firebreak.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tokens alert senders may show, as hashes. Two or more may be valid for one source while it rotates. */
@Repository
class SourceTokens {

    /** How long a token that was taken back may still be taken: saves a query for each alert. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private record Token(String source, String sha256, String defaultSeverity, Instant expiresAt) {}

    private record Known(List<Token> tokens, Instant readAt) {}

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
        var shown = sha256(token).getBytes(StandardCharsets.US_ASCII);
        AlertSource found = null;
        for (var one : tokens()) {
            var isSame = MessageDigest.isEqual(shown, one.sha256().getBytes(StandardCharsets.US_ASCII));
            var isValid = one.expiresAt() == null || one.expiresAt().isAfter(clock.instant());
            if (isSame && isValid && (source == null || source.equals(one.source()))) {
                found = new AlertSource(one.source(), one.defaultSeverity());
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether there is such a source, as far as the last look at the tokens tells. */
    boolean isKnown(String source) {
        return known.tokens().stream().anyMatch(token -> token.source().equals(source));
    }

    /** Makes a token valid; one that is already there is left as it is. */
    void admit(String source, String token, String defaultSeverity, String origin, Instant expiresAt) {
        jdbc.sql("""
                        insert into source_token (source, sha256, default_severity, origin, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .param(source)
                .param(sha256(token))
                .param(defaultSeverity)
                .param(origin)
                .param(at(clock.instant()))
                .param(at(expiresAt))
                .update();
        known = new Known(List.of(), Instant.MIN);
    }

    /** Takes back every token of that origin, except those given. */
    void keepOnly(String source, String origin, List<String> tokens) {
        var hashes = tokens.stream().map(SourceTokens::sha256).toList();
        jdbc.sql("delete from source_token where source = :source and origin = :origin and sha256 not in (:hashes)")
                .param("source", source)
                .param("origin", origin)
                .param("hashes", hashes)
                .update();
        known = new Known(List.of(), Instant.MIN);
    }

    private List<Token> tokens() {
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

    static String sha256(String token) {
        return Hash.sha256(token);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Token token(ResultSet row, int n) throws SQLException {
        var expires = row.getObject("expires_at", OffsetDateTime.class);
        return new Token(
                row.getString("source"),
                row.getString("sha256"),
                row.getString("default_severity"),
                expires == null ? null : expires.toInstant());
    }
}
