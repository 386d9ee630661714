package dev.firebreak.access.audit;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.Audit;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Changes of accounts in the audit chain {@code system}, and the last change of each account's power. */
@Repository
class AccountChangeLog implements AccountChanges {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    AccountChangeLog(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void record(String by, String action, Map<String, String> facts) {
        audit.record("system", by, action, facts);
    }

    @Override
    public void powerChanged(String account, String by) {
        var now = at(clock.instant());
        jdbc.sql("insert into account_change (account, changed_by, changed_at) values (?, ?, ?) on conflict do nothing")
                .params(account, by, now)
                .update();
        jdbc.sql("update account_change set changed_by = ?, changed_at = ? where account = ?")
                .params(by, now, account)
                .update();
    }

    @Override
    public Optional<PowerChange> latest(String account) {
        return jdbc.sql("select changed_by, changed_at from account_change where account = ?")
                .param(account)
                .query((row, n) -> new PowerChange(row.getString("changed_by"), instant(row, "changed_at")))
                .optional();
    }
}
