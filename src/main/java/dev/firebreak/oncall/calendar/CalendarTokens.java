package dev.firebreak.oncall.calendar;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.text.Hash;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The secrets of calendar feeds, one for each person; it opens nothing but the feed. Only its hash is kept, a new one
 * replaces it, and it ends with the account.
 */
@Repository
public class CalendarTokens {

    private static final int BYTES = 24;
    private static final int LONGEST = 64;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    CalendarTokens(
            JdbcClient jdbc, Accounts accounts, Audit audit, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A new token; an earlier one of the person ends. */
    public String issue(String person) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from calendar_token where person = ?")
                    .param(person)
                    .update();
            jdbc.sql("insert into calendar_token (person, token_hash, created_at) values (?, ?, ?)")
                    .params(person, Hash.sha256(token), at(clock.instant()))
                    .update();
            audit.record("system", person, "token.calendar", Map.of());
        });
        return token;
    }

    /** The person whose token it is; empty if it is none, or the account is gone. */
    Optional<String> person(String token) {
        return token == null || token.isEmpty() || token.length() > LONGEST
                ? Optional.empty()
                : jdbc.sql("select person from calendar_token where token_hash = ?")
                        .param(Hash.sha256(token))
                        .query(String.class)
                        .optional()
                        .filter(person -> accounts.find(person).isPresent());
    }
}
