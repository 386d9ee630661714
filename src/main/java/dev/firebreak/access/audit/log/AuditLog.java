package dev.firebreak.access.audit.log;

import dev.firebreak.access.audit.AuditRow;
import dev.firebreak.access.audit.ChainedAudit;
import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.access.audit.merkle.TreeGrowth;
import dev.firebreak.incident.RecordOutbox;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Continues the log. In one transaction it writes the audit rows of what the record got since the last time, and adds
 * every waiting audit row as a leaf. Rows get their place after their commit: transactions may commit in any order, and
 * none of them waits for the log. One node at a time holds the log's lock; a node that dies leaves nothing half done.
 */
@Component
public class AuditLog {

    private static final int FACTS = 500;
    private static final int LEAVES = 1_000;

    private final ChainedAudit audit;
    private final LogTable log;
    private final RecordOutbox record;
    private final ModelsTrail models;

    AuditLog(ChainedAudit audit, LogTable log, RecordOutbox record, ModelsTrail models) {
        this.audit = audit;
        this.log = log;
        this.record = record;
        this.models = models;
    }

    /** Continues the log and returns whether there may be more to add. Does nothing while another node does it. */
    @Transactional
    public boolean advance() {
        var size = log.lock();
        if (size.isEmpty()) {
            return false;
        }
        models.recordIfNew();
        var facts = record.take(FACTS);
        audit.write(facts.stream().map(AuditLog::row).toList());
        return grow(size) == LEAVES || facts.size() >= FACTS;
    }

    private int grow(OptionalLong size) {
        var pending = log.pending(LEAVES);
        if (pending.isEmpty()) {
            return 0;
        }
        var growth = new TreeGrowth(size.getAsLong(), log);
        var leaves = new ArrayList<LogTable.Leaf>();
        for (var row : pending) {
            var hash = NodeHash.leaf(row.entry());
            leaves.add(new LogTable.Leaf(growth.add(hash), row.chain(), row.number(), hash.hex()));
        }
        log.add(pending, leaves, growth.inner(), growth.size());
        return pending.size();
    }

    private static AuditRow row(RecordOutbox.Fact fact) {
        return new AuditRow(fact.incident().value(), fact.at(), fact.who(), fact.action(), fact.facts());
    }
}
