package dev.firebreak.report.history;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.access.Audit;
import dev.firebreak.report.month.Reports;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Imports incidents from before Firebreak, so that a team's figures begin with its own past. All rows or none; the same
 * row counts once, however often it is imported.
 */
@Component
public class History {

    private static final String CHAIN = "system";
    private static final int BATCH = 1_000;

    private final JdbcTemplate batches;
    private final Reports reports;
    private final Audit audit;
    private final Clock clock;

    History(JdbcTemplate batches, Reports reports, Audit audit, Clock clock) {
        this.batches = batches;
        this.reports = reports;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What came of an import.
     *
     * @param rows incidents in the file
     * @param added those that were not known yet
     */
    public record Imported(int rows, int added) {}

    /** Throws an error that names lines and columns if a row can't be taken; then nothing is imported. */
    @Transactional
    public Imported add(String csv, String by) {
        var now = clock.instant();
        var rows = HistoryReader.read(csv, now);
        var counts = batches.batchUpdate("""
                insert into past_incident (row_hash, opened_at, acknowledged_at, resolved_at, severity, service, cause,
                  imported_by, imported_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", rows, BATCH, (statement, row) -> {
            statement.setString(1, key(row));
            statement.setObject(2, at(row.opened()));
            statement.setObject(3, at(row.acknowledged()));
            statement.setObject(4, at(row.resolved()));
            statement.setString(5, row.severity().name());
            statement.setString(6, row.service());
            statement.setString(7, row.cause());
            statement.setString(8, by);
            statement.setObject(9, at(now));
        });
        var added = Arrays.stream(counts)
                .mapToInt(it -> Arrays.stream(it).map(n -> Math.max(0, n)).sum())
                .sum();
        rows.stream()
                .map(PastIncident::opened)
                .min(Instant::compareTo)
                .ifPresent(first -> reports.changedFrom(YearMonth.from(first.atOffset(ZoneOffset.UTC))));
        audit.record(
                CHAIN,
                by,
                "history.imported",
                Map.of("rows", String.valueOf(rows.size()), "added", String.valueOf(added)));
        return new Imported(rows.size(), added);
    }

    private static String key(PastIncident row) {
        return Hash.sha256(String.join(
                "\n",
                List.of(row.opened().toString(), row.service(), row.severity().name(), String.valueOf(row.cause()))));
    }
}
