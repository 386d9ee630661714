package dev.firebreak.access.audit;

import dev.firebreak.access.Audit;
import dev.firebreak.access.ModelsInForce;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The audit log in the database. The hash of each row covers the row and the hash before it, so that a changed, missing
 * or moved row is detected. Adding a row locks the chain's head, so that rows of one chain are added one after the
 * other. A row of {@code audit_pending} comes with it: from there the Merkle log takes it.
 */
@Repository
public class ChainedAudit implements Audit {

    /** The hash before the first row. */
    static final String FIRST_HASH = "0".repeat(64);

    private record Head(long number, String hash) {}

    private record Written(String chain, long number, String entry, String hash) {}

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditVerifier verifier;
    private final ObjectProvider<ModelsInForce> models;

    @Autowired
    ChainedAudit(JdbcTemplate batches, JdbcClient jdbc, Clock clock, ObjectProvider<ModelsInForce> models) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
        this.models = models;
        this.verifier = new AuditVerifier(jdbc);
    }

    @Override
    @Transactional
    public void record(String chain, String actor, String action, Map<String, String> facts) {
        write(List.of(new AuditRow(chain, clock.instant(), actor, action, facts)));
    }

    /** Writes several rows in the caller's transaction, in their order, with a fixed number of statements. */
    public void write(List<AuditRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var heads = lockHeads(new TreeSet<>(rows.stream().map(AuditRow::chain).toList()));
        var fingerprint = Optional.ofNullable(models.getIfAvailable())
                .flatMap(ModelsInForce::models)
                .map(ModelsInForce.Models::fingerprint)
                .orElse(null);
        var written = new ArrayList<Written>();
        for (var row : rows) {
            var head = heads.get(row.chain());
            var number = head.number() + 1;
            var entry = CanonicalEntry.of(row, number, fingerprint);
            var hash = Hash.sha256(head.hash() + entry);
            written.add(new Written(row.chain(), number, entry, hash));
            heads.put(row.chain(), new Head(number, hash));
        }
        insert(written, heads);
    }

    private void insert(List<Written> rows, Map<String, Head> heads) {
        batches.batchUpdate(
                "insert into audit_entry (chain, number, entry, hash) values (?, ?, ?, ?)",
                rows.stream()
                        .map(row -> new Object[] {row.chain(), row.number(), row.entry(), row.hash()})
                        .toList());
        batches.batchUpdate(
                "update audit_chain set number = ?, hash = ? where chain = ?",
                heads.entrySet().stream()
                        .map(head -> new Object[] {
                            head.getValue().number(), head.getValue().hash(), head.getKey()
                        })
                        .toList());
        batches.batchUpdate(
                "insert into audit_pending (chain, number) values (?, ?)",
                rows.stream()
                        .map(row -> new Object[] {row.chain(), row.number()})
                        .toList());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> verify() {
        return verifier.firstBadRow();
    }

    /** In the order of their names, so that two transactions never wait for each other. */
    private Map<String, Head> lockHeads(TreeSet<String> chains) {
        batches.batchUpdate(
                "insert into audit_chain (chain, number, hash) values (?, 0, ?) on conflict do nothing",
                chains.stream().map(chain -> new Object[] {chain, FIRST_HASH}).toList());
        var heads = new HashMap<String, Head>();
        jdbc.sql("select chain, number, hash from audit_chain where chain in (:chains) order by chain for update")
                .param("chains", chains)
                .query(row -> {
                    heads.put(row.getString("chain"), new Head(row.getLong("number"), row.getString("hash")));
                });
        return heads;
    }
}
