package dev.firebreak.access.audit;

import dev.firebreak.access.Audit;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The audit log in the database. The hash of each row covers the row and the hash before it, so that a changed, missing
 * or moved row is detected. Adding a row locks the chain's head, so that rows of one chain are added one after the
 * other.
 */
@Repository
class ChainedAudit implements Audit {

    /** The hash before the first row. */
    static final String FIRST_HASH = "0".repeat(64);

    private record Head(long number, String hash) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditVerifier verifier;

    ChainedAudit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.verifier = new AuditVerifier(jdbc);
    }

    @Override
    @Transactional
    public void record(String chain, String actor, String action, Map<String, String> facts) {
        var head = lockHead(chain);
        var number = head.number() + 1;
        var entry = CanonicalEntry.of(chain, number, clock.instant(), actor, action, facts);
        var hash = Hash.sha256(head.hash() + entry);
        jdbc.sql("insert into audit_entry (chain, number, entry, hash) values (?, ?, ?, ?)")
                .param(chain)
                .param(number)
                .param(entry)
                .param(hash)
                .update();
        jdbc.sql("update audit_chain set number = ?, hash = ? where chain = ?")
                .param(number)
                .param(hash)
                .param(chain)
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> verify() {
        return verifier.firstBadRow();
    }

    private Head lockHead(String chain) {
        jdbc.sql("insert into audit_chain (chain, number, hash) values (?, 0, ?) on conflict do nothing")
                .param(chain)
                .param(FIRST_HASH)
                .update();
        return jdbc.sql("select number, hash from audit_chain where chain = ? for update")
                .param(chain)
                .query((row, n) -> new Head(row.getLong("number"), row.getString("hash")))
                .single();
    }
}
