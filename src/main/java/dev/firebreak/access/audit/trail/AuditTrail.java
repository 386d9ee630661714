package dev.firebreak.access.audit.trail;

import dev.firebreak.access.audit.log.LogTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads the audit for a person, newest first. A row about a members-only incident shows to its members only, whatever
 * chain it is in. The position in the log is the cursor: pages stay as they are while the log grows. One page looks at
 * a bounded number of rows, so that no filter makes a request expensive.
 */
@Component
public class AuditTrail {

    /** How many rows one request looks at. */
    static final int MOST_EXAMINED = 20_000;

    private static final int AT_ONCE = 1_000;

    /**
     * A part of the audit.
     *
     * @param next the cursor of the rows after these; null if there are no more
     * @param isCut whether the search stopped before it had a full page
     */
    public record Part(List<TrailRow> rows, Long next, boolean isCut) {}

    private final LogTable log;
    private final WithheldRows withheld;

    AuditTrail(LogTable log, WithheldRows withheld) {
        this.log = log;
        this.withheld = withheld;
    }

    /**
     * The newest rows before the cursor that pass the filter.
     *
     * @param before the cursor; null for the newest rows
     */
    public Part rows(TrailFilter filter, Long before, int atMost, String viewer) {
        var view = withheld.from(viewer);
        var end = before == null ? log.size() : Math.min(before, log.size());
        var last = Math.max(0, end - MOST_EXAMINED);
        var found = new ArrayList<TrailRow>();
        while (end > last && found.size() < atMost) {
            var begin = Math.max(last, end - AT_ONCE);
            var piece = new ArrayList<>(log.rows(begin, end, AT_ONCE));
            Collections.reverse(piece);
            end = begin;
            for (var logged : piece) {
                var row = TrailRow.of(logged);
                if (!view.withholds(logged) && filter.passes(row)) {
                    found.add(row);
                }
                if (found.size() == atMost) {
                    end = row.leaf();
                    break;
                }
            }
        }
        return new Part(found, end > 0 ? end : null, end > 0 && found.size() < atMost);
    }
}
