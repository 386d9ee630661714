package dev.firebreak.access.audit.log;

import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.text.Hash;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Verifies the log piece by piece: each row against its chain and its leaf, and each full piece against the node over
 * it. After the last piece it begins again, so that a changed row is found without a full verification.
 */
@Component
public class LogScrub {

    private static final int HEIGHT = 10;
    private static final int PIECE = 1 << HEIGHT;
    private static final String FIRST_HASH = "0".repeat(64);

    private final LogTable log;
    private long next;

    LogScrub(LogTable log) {
        this.log = log;
    }

    /** Verifies the next piece and names the rows that are wrong. */
    public synchronized List<String> next() {
        var size = log.size();
        if (next >= size) {
            next = 0;
        }
        var to = Math.min(next + PIECE, size);
        var rows = log.rows(next, to, PIECE);
        var findings = new ArrayList<String>();
        if (rows.size() != to - next) {
            findings.add("leaves between " + next + " and " + to + " are missing");
        } else if (rows.size() == PIECE && !root(rows, 0, PIECE).equals(log.get(HEIGHT, next / PIECE))) {
            findings.add("leaves between " + next + " and " + to + " don't fit the tree");
        }
        rows.stream().filter(row -> !isIntact(row)).map(LogScrub::name).forEach(findings::add);
        next = to;
        return findings;
    }

    private static boolean isIntact(LoggedRow row) {
        return row.entry() != null
                && NodeHash.leaf(row.entry()).hex().equals(row.leafHash())
                && Hash.sha256(before(row) + row.entry()).equals(row.hash());
    }

    private static String before(LoggedRow row) {
        return row.hashBefore() == null ? FIRST_HASH : row.hashBefore();
    }

    private static String name(LoggedRow row) {
        return "chain " + row.chain() + ", row " + row.number()
                + (row.entry() == null ? " is missing" : " was changed or moved");
    }

    private static NodeHash root(List<LoggedRow> rows, int from, int to) {
        if (to - from == 1) {
            return new NodeHash(rows.get(from).leafHash());
        }
        var middle = (from + to) / 2;
        return NodeHash.node(root(rows, from, middle), root(rows, middle, to));
    }
}
