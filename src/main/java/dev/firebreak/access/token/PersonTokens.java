package dev.firebreak.access.token;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.AccountRemoved;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.text.Hash;
import dev.firebreak.text.RandomToken;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/**
 * Repository of personal tokens (guarantees.md H38). A token is 256 random bits, so its plain SHA-256 can be stored.
 * Making, the first use on a day from an address, and revoking are rows of the audit, in the same transaction.
 */
@Repository
public class PersonTokens {

    /** How each token begins, so that people and secret scanners recognise one. */
    static final String PREFIX = "fb_pat_";

    /** How many valid tokens a person may have. */
    static final int MOST = 100;

    private static final int NAME = 100;
    private static final int SHOWN = PREFIX.length() + 4;
    private static final Duration KEPT = Duration.ofDays(90);

    /**
     * A token that was just made.
     *
     * @param secret the token itself, which is shown once and stored nowhere
     */
    public record Made(PersonToken token, String secret) {}

    private final JdbcClient jdbc;
    private final AccountChanges changes;
    private final TokenSettings settings;
    private final Clock clock;

    PersonTokens(JdbcClient jdbc, AccountChanges changes, TokenSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes a token for a person.
     *
     * @param roles at least one, of those that the person has
     * @param days how long it is valid
     * @throws FieldInvalid if a value is out of its bounds
     */
    @Transactional
    public Made create(Person owner, String name, Set<Role> roles, int days) {
        var shown = name == null ? "" : Text.shown(name, NAME).strip();
        if (shown.isEmpty()) {
            throw new FieldInvalid("name", "is required");
        }
        var offered = offered(owner);
        if (roles.isEmpty() || !offered.containsAll(roles)) {
            throw new FieldInvalid("roles", "must be one or more of yours: " + words(offered));
        }
        if (days < 1 || days > settings.days()) {
            throw new FieldInvalid("days", "must be 1 to " + settings.days() + " (firebreak.tokens.longest)");
        }
        var secret = PREFIX + RandomToken.next();
        var now = clock.instant();
        var token = new PersonToken(
                UUID.randomUUID(),
                owner.id(),
                shown,
                secret.substring(0, SHOWN),
                roles,
                now,
                now.plus(Duration.ofDays(days)),
                null,
                null,
                null,
                null);
        // The row of the audit comes first: it makes other transactions wait, so that the count below holds.
        audit(
                owner.id(),
                "token.made",
                token,
                Map.of("roles", words(roles), "until", token.expiresAt().toString()));
        requireRoom(owner.id(), now);
        forgetOld(owner.id(), now);
        insert(token, Hash.sha256(secret));
        return new Made(token, secret);
    }

    /**
     * The roles that a token of the person may have: their own, and observer, because every role may see what an
     * observer sees. None for a person without a role.
     */
    public static Set<Role> offered(Person owner) {
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(owner.roles());
        if (!roles.isEmpty()) {
            roles.add(Role.OBSERVER);
        }
        return roles;
    }

    private void requireRoom(String account, Instant now) {
        var valid = of(account).stream().filter(token -> token.isValid(now)).count();
        if (valid >= MOST) {
            var refused = new ErrorResponseException(HttpStatus.CONFLICT);
            refused.setTitle("Too many tokens");
            refused.setDetail("You have " + MOST + " tokens, the most that one person may have. Revoke one first.");
            throw refused;
        }
    }

    private void forgetOld(String account, Instant now) {
        var old = "account = ? and (expires_at < ? or revoked_at < ?)";
        var then = at(now.minus(KEPT));
        jdbc.sql("delete from person_token_use where token in (select id from person_token where " + old + ")")
                .params(account, then, then)
                .update();
        jdbc.sql("delete from person_token where " + old)
                .params(account, then, then)
                .update();
    }

    private void insert(PersonToken token, String sha256) {
        jdbc.sql("""
                        insert into person_token
                        (id, account, name, prefix, sha256, roles, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(token.id(), token.account(), token.name(), token.prefix(), sha256)
                .param(token.roles().stream().map(Role::name).sorted().collect(Collectors.joining(",")))
                .params(at(token.createdAt()), at(token.expiresAt()))
                .update();
    }

    /** The token with this secret, valid or not. */
    Optional<PersonToken> find(String secret) {
        return jdbc.sql("select * from person_token where sha256 = ?")
                .param(Hash.sha256(secret))
                .query(PersonTokens::token)
                .optional();
    }

    /** A person's tokens, the newest first. */
    public List<PersonToken> of(String account) {
        return jdbc.sql("select * from person_token where account = ? order by created_at desc, id")
                .param(account)
                .query(PersonTokens::token)
                .list();
    }

    /** The valid tokens of all people but this one, for administrators; at most 1,000. */
    public List<PersonToken> ofOthers(String account) {
        return jdbc.sql("""
                        select * from person_token
                        where account <> ? and revoked_at is null and expires_at > ?
                        order by account, created_at desc, id limit 1000""")
                .params(account, at(clock.instant()))
                .query(PersonTokens::token)
                .list();
    }

    /** Remembers a use. The first one on a day from an address is a row of the audit. */
    @Transactional
    public void used(PersonToken token, String address) {
        var now = clock.instant();
        var from = Text.shown(address, NAME);
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        jdbc.sql("update person_token set last_used_at = ?, last_used_from = ? where id = ?")
                .params(at(now), from, token.id())
                .update();
        var isFirst = jdbc.sql("insert into person_token_use (token, used_on, address) values (?, ?, ?)"
                                + " on conflict do nothing")
                        .params(token.id(), day, from)
                        .update()
                == 1;
        if (isFirst) {
            jdbc.sql("delete from person_token_use where token = ? and used_on < ?")
                    .params(token.id(), day.minusDays(KEPT.toDays()))
                    .update();
            audit(token.account(), "token.used", token, Map.of("from", from));
        }
    }

    /**
     * Ends a token of the person now, on all nodes; an administrator ends anybody's.
     *
     * @throws ErrorResponseException 404 if there is no such token, or it is another person's
     */
    @Transactional
    public void revoke(UUID id, Person by) {
        var token = jdbc.sql("select * from person_token where id = ?")
                .param(id)
                .query(PersonTokens::token)
                .optional()
                .filter(found ->
                        by.roles().contains(Role.ADMIN) || found.account().equals(by.id()))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
        revoke(token, by.id());
    }

    /** Nothing happens if it is revoked already. */
    private void revoke(PersonToken token, String by) {
        var isDone =
                jdbc.sql("update person_token set revoked_at = ?, revoked_by = ? where id = ? and revoked_at is null")
                                .params(at(clock.instant()), by, token.id())
                                .update()
                        == 1;
        if (isDone) {
            audit(by, "token.revoked", token, Map.of());
        }
    }

    /** Ends the tokens of an account that is deleted: another person may get its name later. */
    @EventListener
    @Transactional
    public void accountRemoved(AccountRemoved removed) {
        of(removed.account()).forEach(token -> revoke(token, removed.by()));
    }

    private void audit(String by, String action, PersonToken token, Map<String, String> more) {
        var facts = new TreeMap<>(more);
        facts.put("token", token.id().toString());
        facts.put("account", token.account());
        facts.put("name", token.name());
        changes.record(by, action, facts);
    }

    /** The roles as people write them. */
    public static String words(Set<Role> roles) {
        return roles.stream().map(Role::word).sorted().collect(Collectors.joining(", "));
    }

    private static PersonToken token(ResultSet row, int n) throws SQLException {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(row.getString("roles").split(",")).map(Role::valueOf).forEach(roles::add);
        return new PersonToken(
                row.getObject("id", UUID.class),
                row.getString("account"),
                row.getString("name"),
                row.getString("prefix"),
                roles,
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                row.getString("last_used_from"),
                instant(row, "revoked_at"),
                row.getString("revoked_by"));
    }
}
