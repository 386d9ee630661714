package dev.firebreak.access.audit.http;

import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.log.LogTable;
import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.access.audit.merkle.TreeHead;
import dev.firebreak.access.audit.trail.WithheldRows;
import dev.firebreak.web.FieldInvalid;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoints that verify the audit and prove single rows. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

    /**
     * That the row is in the log of this size and root: hash the entry as a leaf, then along the path.
     *
     * @param entry null if the reader may not see the row
     * @param leafHash the hash of the leaf, where the path begins
     */
    record Inclusion(
            long leaf, String chain, long number, String entry, String leafHash, TreeHead head, List<NodeHash> path) {}

    /** That the second head continues the first. */
    record Consistency(TreeHead first, TreeHead second, List<NodeHash> proof) {}

    private final AuditVerification verification;
    private final LogTable log;
    private final WithheldRows withheld;

    AuditController(AuditVerification verification, LogTable log, WithheldRows withheld) {
        this.verification = verification;
        this.log = log;
        this.withheld = withheld;
    }

    @GetMapping("/verify")
    Map<String, Object> verify(Principal reader) {
        var result = verification.verify();
        var view = withheld.from(reader.getName());
        var findings = result.findings().stream().map(view::text).toList();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("intact", result.isIntact());
        if (!result.isIntact()) {
            answer.put("firstBadRow", findings.get(0));
            answer.put("findings", findings);
        }
        answer.put("size", result.head().size());
        answer.put("root", result.head().root());
        answer.put("anchors", result.anchors());
        return answer;
    }

    @GetMapping("/head")
    TreeHead head() {
        return log.tree().head(log.size());
    }

    /** @param size the size of the tree of the proof; the whole log if it is left out */
    @GetMapping("/proof")
    Inclusion proof(
            @RequestParam String chain,
            @RequestParam long number,
            @RequestParam(required = false) Long size,
            Principal reader) {
        var row = log.find(chain, number)
                .orElseThrow(() -> new FieldInvalid("number", "this row is not in the log, or not yet"));
        var to = size(size, "size");
        if (row.leaf() >= to) {
            throw new FieldInvalid("size", "must be above the row's position, " + row.leaf());
        }
        return new Inclusion(
                row.leaf(),
                row.chain(),
                row.number(),
                withheld.from(reader.getName()).withholds(row) ? null : row.entry(),
                row.hashOfEntry(),
                log.tree().head(to),
                log.tree().inclusion(row.leaf(), to));
    }

    /** @param to the size of the later tree; the whole log if it is left out */
    @GetMapping("/consistency")
    Consistency consistency(@RequestParam long from, @RequestParam(required = false) Long to) {
        var size = size(to, "to");
        if (from < 1 || from > size) {
            throw new FieldInvalid("from", "must be 1 to " + size);
        }
        var tree = log.tree();
        return new Consistency(tree.head(from), tree.head(size), tree.consistency(from, size));
    }

    private long size(Long asked, String field) {
        var size = log.size();
        if (asked != null && (asked < 1 || asked > size)) {
            throw new FieldInvalid(field, "must be 1 to " + size);
        }
        return asked == null ? size : asked;
    }
}
