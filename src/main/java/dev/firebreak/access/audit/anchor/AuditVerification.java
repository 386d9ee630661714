package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.Audit;
import dev.firebreak.access.audit.check.AuditCheck;
import dev.firebreak.access.audit.log.LogTable;
import dev.firebreak.access.audit.merkle.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Verifies the whole audit: each chain, the log over all chains, and the log against this node's anchors. It reads
 * every row, page by page.
 */
@Component
public class AuditVerification {

    private static final int PAGE = 500;

    /**
     * What a verification found.
     *
     * @param findings each names a row or an anchor, in the order of the log; empty if the audit is intact
     * @param head the log's head, recomputed from its nodes
     * @param anchors this node's anchors in one sentence
     */
    public record Result(List<String> findings, TreeHead head, String anchors) {

        public boolean isIntact() {
            return findings.isEmpty();
        }
    }

    private final Audit audit;
    private final LogTable log;
    private final Anchoring anchoring;

    AuditVerification(Audit audit, LogTable log, Anchoring anchoring) {
        this.audit = audit;
        this.log = log;
        this.anchoring = anchoring;
    }

    /** The lines of this node's anchor file. */
    public List<String> anchors() {
        return anchoring.file().lines();
    }

    /** Reads the anchors first: what they cover was in the log before. */
    public Result verify() {
        var check = new AuditCheck(anchoring.file().lines());
        var size = log.size();
        var head = head(size);
        head.ifPresent(it -> check.head("the stored tree", it.size(), it.root().hex()));
        check(check, size);
        var findings = new ArrayList<>(check.findings());
        audit.verify().filter(row -> !findings.contains(row)).ifPresent(findings::add);
        if (head.isEmpty()) {
            findings.add("the log lacks nodes: its head can't be computed");
        }
        log.strays(PAGE).forEach(row -> findings.add(row + " is not in the log: it was added past Firebreak"));
        return new Result(findings, head.orElse(TreeHead.EMPTY), check.summary());
    }

    private Optional<TreeHead> head(long size) {
        try {
            return Optional.of(log.tree().head(size));
        } catch (IllegalStateException nodeMissing) {
            return Optional.empty();
        }
    }

    private void check(AuditCheck check, long size) {
        var from = 0L;
        for (var rows = log.rows(from, size, PAGE); !rows.isEmpty(); rows = log.rows(from, size, PAGE)) {
            for (var row : rows) {
                if (row.entry() == null) {
                    check.missing("chain " + row.chain() + ", row " + row.number());
                } else {
                    check.row(row.leaf(), row.chainName(), row.number(), row.hash(), row.entry());
                }
                from = row.leaf() + 1;
            }
        }
    }
}
