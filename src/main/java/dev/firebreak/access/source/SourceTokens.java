package dev.firebreak.access.source;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firebreak.access.AccountChanges;
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
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Repository of the alert senders' tokens, stored as hashes. A source may have several valid tokens during rotation.
 */
@Repository
public class SourceTokens {

    /** How long a revoked token may still be accepted. The cache saves a query for each alert request. */
    private static final Duration CACHED_FOR = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(SourceTokens.class);

    private record Cache(List<SourceToken> tokens, Instant readAt) {}

    private final JdbcClient jdbc;
    private final AccountChanges changes;
    private final Clock clock;
    private volatile Cache cache = new Cache(List.of(), Instant.MIN);

    SourceTokens(JdbcClient jdbc, AccountChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Finds the source of a valid token. Compares with every token, each in constant time, so that timing reveals
     * nothing.
     *
     * @param source the name that the sender sent, or null if it sent only a token
     */
    public Optional<AlertSource> find(String source, String token) {
        var sent = hash(token);
        AlertSource found = null;
        for (var one : tokens()) {
            var isSame = isSame(one, sent);
            var isValid = one.expires() == null || one.expires().isAfter(clock.instant());
            if (isSame && isValid && (source == null || source.equals(one.source()))) {
                found = new AlertSource(one.source(), one.defaultSeverity());
            }
        }
        return Optional.ofNullable(found);
    }

    /** The likely source of a rejected sender: the owner of its expired token, or the existing source that it names. */
    Optional<String> likelySource(SourceCredentials credentials) {
        var sent = hash(credentials.token());
        return cache.tokens().stream()
                .filter(one -> isSame(one, sent) || one.source().equals(credentials.source()))
                .map(SourceToken::source)
                .findFirst();
    }

    private static byte[] hash(String token) {
        return Hash.sha256(token).getBytes(US_ASCII);
    }

    private static boolean isSame(SourceToken one, byte[] sent) {
        return MessageDigest.isEqual(sent, one.sha256().getBytes(US_ASCII));
    }

    /**
     * Activates a token with these attributes. If it is already active, it stays valid while its attributes change. The
     * audit row is written in the same transaction.
     */
    @Transactional
    public void activate(SourceToken token, String origin) {
        var before = jdbc.sql("select * from source_token where sha256 = ?")
                .param(token.sha256())
                .query(SourceTokens::token)
                .optional();
        if (before.isEmpty() || !before.get().equals(token)) {
            audit("token.activated", before.orElse(null), token, origin);
        }
        var exists = jdbc.sql(
                                "update source_token set source = ?, default_severity = ?, origin = ?, expires_at = ? where sha256 = ?")
                        .param(token.source())
                        .param(token.defaultSeverity())
                        .param(origin)
                        .param(at(token.expires()))
                        .param(token.sha256())
                        .update()
                == 1;
        if (!exists) {
            insert(token, origin);
        }
        cache = new Cache(List.of(), Instant.MIN);
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

    /**
     * Revokes, on all nodes, every token whose origin begins with this text, except the given ones. Logs each
     * revocation.
     */
    @Transactional
    public void revokeOthers(String origin, List<SourceToken> tokens) {
        var kept = tokens.stream().map(SourceToken::sha256).toList();
        jdbc
                .sql("select * from source_token where origin like ?")
                .param(origin + "%")
                .query(SourceTokens::token)
                .list()
                .stream()
                .filter(token -> !kept.contains(token.sha256()))
                .forEach(this::revoke);
        cache = new Cache(List.of(), Instant.MIN);
    }

    private void revoke(SourceToken token) {
        log.warn(
                "Revoked a token of the source {}: it is no longer configured on this node. All nodes need the same tokens",
                token.source());
        audit("token.revoked", token, null, "configuration");
        jdbc.sql("delete from source_token where sha256 = ?")
                .param(token.sha256())
                .update();
    }

    /** Tokens come from the configuration, so the actor is Firebreak; the hash is cut, so that it names but can't match. */
    private void audit(String action, SourceToken before, SourceToken after, String origin) {
        var facts = new TreeMap<String, String>();
        var token = after == null ? before : after;
        facts.put("source", token.source());
        facts.put("token", token.sha256().substring(0, 12));
        facts.put("origin", origin);
        if (before != null) {
            facts.put("before", words(before));
        }
        if (after != null) {
            facts.put("after", words(after));
        }
        changes.record(AccountChanges.FIREBREAK, action, facts);
    }

    private static String words(SourceToken token) {
        return token.source() + ", severity " + token.defaultSeverity() + ", "
                + (token.expires() == null ? "does not expire" : "expires " + token.expires());
    }

    private List<SourceToken> tokens() {
        var now = clock.instant();
        var current = cache;
        if (current.readAt().isBefore(now.minus(CACHED_FOR)) || current.readAt().isAfter(now)) {
            current = new Cache(
                    jdbc.sql("select * from source_token")
                            .query(SourceTokens::token)
                            .list(),
                    now);
            cache = current;
        }
        return current.tokens();
    }

    private static SourceToken token(ResultSet row, int n) throws SQLException {
        return new SourceToken(
                row.getString("source"),
                row.getString("sha256"),
                row.getString("default_severity"),
                instant(row, "expires_at"));
    }
}
